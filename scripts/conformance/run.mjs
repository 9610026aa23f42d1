// Running another program to its end.
import { spawn } from 'node:child_process'

/** Exit code and output of a program; `missing` when there is none of that name on the PATH. */
export function run(program, args, { cwd, script = false } = {}) {
  return new Promise((done, fail) => {
    const child = start(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }, script)
    const texts = { out: '', told: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      texts.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      texts.told += text
    })
    child.on('error', (error) => (error.code === 'ENOENT' ? done({ missing: true, ...texts }) : fail(error)))
    child.on('close', (code) => done({ code, ...texts, missing: isUnknown(code, script) }))
  })
}

// On Windows `mvn` and `verapdf` are .cmd and .bat files, which only a shell starts; the shell takes one quoted line.
function start(program, args, options, script) {
  if (!(script && process.platform === 'win32')) return spawn(program, args, options)
  return spawn([program, ...args.map((one) => `"${one}"`)].join(' '), { ...options, shell: true })
}

// What cmd.exe returns for a name that it does not know.
const isUnknown = (code, script) => script && process.platform === 'win32' && code === 9009

/** The first line of what a program said that is worth repeating. */
export const firstWords = ({ out, told }) =>
  `${told}\n${out}`
    .split('\n')
    .map((line) => line.replace(/^\[\w+\]\s*/, '').trim())
    .find((line) => line !== '' && !/^(at |WARNING|Picked up)/.test(line)) ?? 'it said nothing'
