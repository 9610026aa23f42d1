import type { Sentence } from '../problem.ts'

/** What a system, or a server, calls it. */
const REASONS: Readonly<Record<string, string>> = {
  AccessDenied: 'it refuses these credentials (AccessDenied)',
  EACCES: 'this account may not use it',
  EAI_AGAIN: 'the name of its server cannot be looked up now',
  ECONNREFUSED: 'nothing answers at its address',
  ECONNRESET: 'it ended the connection',
  EDQUOT: 'the room that this account has in it is used up',
  EIO: 'its disk does not answer',
  ENOENT: 'there is no such folder',
  ENOSPC: 'it is full',
  ENOTDIR: 'it is not a folder',
  ENOTFOUND: 'nobody knows the name of its server',
  EPERM: 'this account may not use it',
  EROFS: 'it can only be read',
  InvalidAccessKeyId: 'it does not know these credentials (InvalidAccessKeyId)',
  NoSuchBucket: 'there is no such bucket',
  SignatureDoesNotMatch: 'the secret key is another one (SignatureDoesNotMatch)',
  TimeoutError: 'it does not answer in time',
}

/** What is said of the store that several machines share. */
export const storeSentences = {
  'store-unreachable': (f: { store: string; reason: string }) => ({
    message: `The store ${f.store} cannot be used: ${REASONS[f.reason] ?? f.reason}`,
    hint: 'put that right, or unset DIPTYCH_STORE to work without it; a folder must be there before it is used',
  }),
  'store-url-unclear': (f: { url: string }) => ({
    message: `DIPTYCH_STORE is "${f.url}", which does not name a bucket`,
    hint: 'write a folder, or s3://bucket/prefix?endpoint=https://storage.example.org&region=eu-west-1, without any password',
  }),
  'store-in-clear': (f: { host: string }) => ({
    message: `Whoever listens on the way to ${f.host} could read all that the store keeps`,
    hint: 'let the endpoint begin with https://; where the network is closed to others, add &tls=off',
  }),
  'store-credentials-missing': (f: { store: string }) => ({
    message: `There are no credentials for the store ${f.store}`,
    hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let DIPTYCH_STORE_CREDENTIALS name a file with both',
  }),
  'store-missing': (_: object) => ({
    message: 'No store is named that other machines could share',
    hint: 'let DIPTYCH_STORE name it on every machine',
  }),
  'snapshot-incomplete': (f: { path: string }) => ({
    message: `The store no longer has ${f.path}, which the documents are made from`,
    hint: 'start again on the machine that has the project; entries that are in use must not be cleaned away',
  }),
  'snapshot-unsound': (_: object) => ({
    message: 'The store has a list of files that no Diptych wrote',
    hint: 'see who can write into the store: what is in it ends up in what is published',
  }),
  'engine-differs': (_: object) => ({
    message: 'The machine that asks for these documents has another Diptych, Node or browser than this one',
    hint: 'put the same version of Diptych, with its own Node and browser, on every machine',
  }),
} satisfies Record<string, (facts: never) => Sentence>
