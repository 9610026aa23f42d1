import type { Sentence } from '../problem.ts'

/** What is said of messages to subscribers. */
export const mailSentences = {
  'mail-not-defined': (f: { factsheet: string }) => ({
    message: `The definition of ${f.factsheet} does not say how its editions are mailed`,
    hint: 'add `mail: { from: …, unsubscribe: { mail: … } }`, with addresses that exist',
  }),
  'schedule-without-mail': (f: { run: string }) => ({
    message: `The schedule ${f.run} sends, and the definition does not say how editions are mailed`,
    hint: 'add `mail: { from: …, unsubscribe: { mail: … } }`, or take `send` out of its `do`',
  }),
  'mail-without-page': (_: object) => ({
    message: 'Messages have no page on which one click unsubscribes',
    hint: 'large mail services ask for one: add `page: https://…?who={recipient}` to `unsubscribe`',
    severity: 'warning' as const,
  }),
  'mail-needs-site': (f: { areas: number; limit: number }) => ({
    message:
      f.areas > 1
        ? `A message about ${f.areas} areas can only lead to their documents, and there is no address for them`
        : `The PDFs are larger than ${f.limit} kB together, so a message can only lead to them, and there is no address for that`,
    hint: 'add `site: https://…` to factsheet.yaml, or a larger `attach` to its `mail`',
  }),
  'version-not-shown': (f: { edition: string; version: number; folder: string }) => ({
    message: `Version ${f.version} of ${f.edition} is kept, but ${f.folder} does not show it yet`,
    hint: 'run `diptych publish` again, which puts it in place; then mail it',
  }),
  'dkim-key-unreadable': (f: { path: string }) => ({
    message: `The key ${f.path}, which the environment variable DIPTYCH_DKIM_KEY names, is not there or cannot be read`,
    hint: 'correct the variable, or remove it to send messages without a signature',
  }),
  'dkim-key-open': (f: { path: string }) => ({
    message: `The key ${f.path} can be read by other accounts of this machine`,
    hint: `anyone who has it can write in your name: chmod 600 ${f.path}`,
  }),
  'dkim-not-a-key': (f: { path: string }) => ({
    message: `${f.path} is no private RSA key in PEM`,
    hint: 'make one with `openssl genrsa -out dkim.pem 2048`, and publish its public half in the DNS',
  }),
  'dkim-not-defined': (_: object) => ({
    message: 'There is a key in DIPTYCH_DKIM_KEY, but the definition does not say under which selector it is published',
    hint: 'add `dkim: { selector: … }` to `mail`',
  }),
  'dkim-missing': (_: object) => ({
    message: 'The definition names a DKIM selector, but no key is given: messages are not signed',
    hint: 'name the file of the private key in the environment variable DIPTYCH_DKIM_KEY',
    severity: 'warning' as const,
  }),
} satisfies Record<string, (facts: never) => Sentence>
