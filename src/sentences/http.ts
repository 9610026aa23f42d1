import type { Sentence } from '../problem.ts'

const LISTEN_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this account may not listen there',
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
}

/** What is said of the status page and its address. */
export const httpSentences = {
  'listen-unclear': (f: { listen: string }) => ({
    message: `"${f.listen}" is no address to listen at`,
    hint: 'write a host and a port: --listen 127.0.0.1:8642',
  }),
  'action-too-late': (_: object) => ({
    message: 'That was settled already, or has begun meanwhile',
    hint: 'load the page again',
  }),
  'http-needs-token': (f: { host: string; names: readonly string[] }) => ({
    message:
      f.names.length > 0
        ? `The status page is to be seen as ${f.names.join(', ')}, and nothing keeps strangers out`
        : `The status page is to be seen from other machines (${f.host}), and nothing keeps strangers out`,
    hint: 'give it a token of at least 20 characters that nobody can guess, or listen on 127.0.0.1 only',
  }),
  'http-token-short': (f: { least: number }) => ({
    message: `The token for the status page has fewer than ${f.least} characters`,
    hint: 'let a program make it up, such as `openssl rand -hex 32`',
  }),
  'http-not-listening': (f: { host: string; port: number; code: string }) => ({
    message: `The status page cannot be shown at ${f.host}, port ${f.port}: ${LISTEN_WORDS[f.code] ?? f.code}`,
    hint: 'name another port, or end the program that uses this one',
  }),
} satisfies Record<string, (facts: never) => Sentence>
