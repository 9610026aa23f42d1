// What stops set-up, in words, and how it is told. These sentences cannot stand in src/sentences/: set-up runs before
// there is a Node that reads TypeScript.

/** A condition that ends set-up. `exit`: 1 when the reader can mend it, 3 when it is a fault of ours. */
export class Trouble extends Error {
  constructor({ message, hint, exit = 1 }, cause) {
    super(message, { cause })
    this.name = 'Trouble'
    this.hint = hint
    this.exit = exit
  }
}

const AGAIN = 'then run the same command again'

const sentences = {
  'node-too-old': (f) => ({
    message: `Diptych needs Node 20 or newer to set itself up, and this is Node ${f.version}`,
    hint: `install a newer Node from https://nodejs.org, ${AGAIN}`,
  }),
  'lock-file-unreadable': (f) => ({
    message: `${f.file} cannot be read: ${f.reason}`,
    hint: 'restore it with `git checkout package-lock.json`',
  }),
  'npm-missing': () => ({
    message: 'The packages cannot be installed, because npm is not found on this machine',
    hint: `install Node with npm from https://nodejs.org, ${AGAIN}`,
  }),
  'packages-no-network': (f) => ({
    message: `The packages cannot be fetched: ${f.registry} cannot be reached (${f.code})`,
    hint: `connect this machine to the network, or set npm's \`proxy\` or \`registry\` to one that it reaches, ${AGAIN}`,
  }),
  'packages-out-of-step': () => ({
    message: 'package.json and package-lock.json do not name the same packages',
    hint: 'restore both with git; who changed package.json runs `npm install` and `node scripts/complete-lock.mjs`',
  }),
  'packages-failed': (f) => ({
    message: `npm could not install the packages: ${f.reason}`,
    hint: 'run `npm ci --ignore-scripts` to see all that npm says',
  }),
  'packages-incomplete': (f) => ({
    message: `npm reported success, but ${f.missing} is not installed as package-lock.json asks`,
    hint: 'remove the folder node_modules and run the same command again',
    exit: 3,
  }),
  'node-missing': (f) => ({
    message: `Node ${f.wanted} for this machine (${f.machine}) is not installed`,
    hint: f.package
      ? `the registry may lack the package ${f.package}: use another registry, or install Node ${f.major} yourself, ${AGAIN}`
      : `there is no package of it for this machine: install Node ${f.major} or newer yourself, ${AGAIN}`,
  }),
  'node-does-not-start': (f) => ({
    message: `Node ${f.wanted} is installed in ${f.path}, but it does not start on this machine: ${f.reason}`,
    hint: 'it needs a system of the last few years (on Linux: glibc 2.28 or newer, not musl)',
  }),
  'browser-file-missing': (f) => ({
    message: `There is no file ${f.path}, which the environment variable ${f.variable} names as the browser`,
    hint: `correct ${f.variable}, or remove it to use the browser that comes with Diptych`,
  }),
  'browser-no-network': (f) => ({
    message: `The browser cannot be downloaded: ${f.reason}`,
    hint: `connect this machine to the network, or name a Chromium that is already here in DIPTYCH_BROWSER, ${AGAIN}`,
  }),
  'unzip-missing': () => ({
    message: 'The browser was downloaded, but there is no program on this machine to unpack it',
    hint: `install \`unzip\`, or name a Chromium that is already here in DIPTYCH_BROWSER, ${AGAIN}`,
  }),
  'disk-full': (f) => ({
    message: `There is no room left on the disk of ${f.where}`,
    hint: `make room (Diptych needs about 1 GB), ${AGAIN}`,
  }),
  'not-writable': (f) => ({
    message: `${f.where} cannot be written: ${f.reason}`,
    hint: `give yourself the right to write there, or work in a copy that is your own, ${AGAIN}`,
  }),
  'set-up-busy': (f) => ({
    message: `Another set-up (process ${f.pid}) has been running in this folder for more than ${f.minutes} minutes`,
    hint: `wait for it; when there is none, remove the file ${f.file}, ${AGAIN}`,
  }),
  unexpected: (f) => ({
    message: `Set-up failed in a way that it does not know: ${f.reason}`,
    hint: 'run `node bin/setup.mjs --debug` and report what it prints',
    exit: 3,
  }),
}

export const trouble = (code, facts, cause) => new Trouble(sentences[code](facts), cause)

/** The system's error as a Trouble, when it is one of those that people can mend. */
export function fromSystem(error, where) {
  if (['ENOSPC', 'EDQUOT'].includes(error?.code)) return trouble('disk-full', { where }, error)
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    const reason = error.code === 'EROFS' ? 'the disk is read-only' : 'permission denied'
    return trouble('not-writable', { where: error.path ?? where, reason }, error)
  }
  return error
}

/** One line for each thing that set-up does; to stderr, because `--json` of the command that follows owns stdout. */
export const tell = (line) => console.error(`Set-up: ${line}`)

/** Tells what stopped set-up and returns the exit code. `problems` is what a Refusal of src/ carries. */
export function report(error, where) {
  const known = fromSystem(error, where)
  const told =
    known instanceof Trouble || known.problems ? known : trouble('unexpected', { reason: known.message }, known)
  for (const one of told.problems ?? [told]) console.error(`\n${one.message}.\n  ${one.hint}.\n`)
  if (process.argv.includes('--debug')) console.error(error)
  return told.exit ?? 1
}
