import type { Sentence } from '../problem.ts'

/** What is said of mail, its server and the ledger. */
export const sendSentences = {
  'ledger-newer': (f: { version: number; known: number }) => ({
    message: `The ledger has the form ${f.version}, and this program knows forms up to ${f.known}`,
    hint: 'a newer Diptych has written it: use that one',
  }),
  'ledger-unreachable': (f: { reason: string }) => ({
    message: `The database of the ledger cannot be reached: ${f.reason}`,
    hint: 'nothing was sent; see that the server runs, and that its address and password are right',
  }),
  'smtp-url-unclear': (f: { url: string }) => ({
    message: `DIPTYCH_SMTP_URL is "${f.url}", which is no address of a mail server`,
    hint: 'it looks like smtp://user@mail.example.org:587, or smtps://user@mail.example.org:465',
  }),
  'smtp-tls-unclear': (f: { value: string }) => ({
    message: `DIPTYCH_SMTP_TLS is "${f.value}"`,
    hint: 'it is `required`, which it is also when it is not set, or `off` for a server on this machine',
  }),
  'smtp-number-unclear': (f: { variable: string; value: string }) => ({
    message: `${f.variable} is "${f.value}", which is no number above 0`,
  }),
  'smtp-password-twice': (f: { ways: readonly string[] }) => ({
    message: `The password for the mail server is given more than once: ${f.ways.join(', ')}`,
    hint: 'keep one, best DIPTYCH_SMTP_PASSWORD_FILE',
  }),
  'smtp-password-missing': (f: { user: string }) => ({
    message: `DIPTYCH_SMTP_URL names the user ${f.user}, and there is no password`,
    hint: 'write it into a file that only you may read (chmod 600), and name that file in DIPTYCH_SMTP_PASSWORD_FILE',
  }),
  'smtp-password-without-user': (_: object) => ({
    message: 'There is a password for the mail server, and no user',
    hint: 'name the user in DIPTYCH_SMTP_URL: smtp://user@mail.example.org:587',
  }),
  'smtp-password-in-clear': (_: object) => ({
    message: 'With DIPTYCH_SMTP_TLS=off the password would travel where others can read it',
    hint: 'leave DIPTYCH_SMTP_TLS away, or use a server that asks for no password',
  }),
  'secret-file-missing': (f: { variable: string; path: string }) => ({
    message: `There is no file ${f.path}, which ${f.variable} names`,
  }),
  'secret-file-open': (f: { variable: string; path: string }) => ({
    message: `Others may read ${f.path}, which ${f.variable} names`,
    hint: `\`chmod 600 ${f.path}\`, and change the password if somebody else has an account on this machine`,
  }),
  'smtp-refuses': (f: { host: string; reason: string }) => ({
    message: `The mail server ${f.host} cannot be used: ${f.reason}`,
    hint: 'what was not sent stays planned: run the command again when the server works',
  }),
  'proof-address': (f: { address: string }) => ({
    message: `"${f.address}" is no address that a proof can be sent to`,
    hint: 'give one address, such as name@example.org',
  }),
  'resolve-how': (_: object) => ({
    message: 'It is not said how a delivery is to be settled',
    hint: 'name the recipient as `diptych send status` shows it, and --sent or --again; or give --log with the log of the mail server',
  }),
  'resolve-whom': (f: { recipient: string; found: number }) => ({
    message:
      f.found === 0
        ? `No unknown delivery is to "${f.recipient}"`
        : `${f.found} unknown deliveries begin with "${f.recipient}"`,
    hint: '`diptych send status` lists those that are unknown',
  }),
  'log-unreadable': (f: { path: string; code: string }) => ({
    message: `The log ${f.path} cannot be read (${f.code})`,
  }),
} satisfies Record<string, (facts: never) => Sentence>
