import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pretending, type Scratch, scratch } from './scratch.ts'

describe('bin/diptych.mjs', () => {
  let folder: Scratch
  beforeEach(() => {
    folder = scratch()
    folder.write(
      'src/cli.ts',
      `export const run = (args) => { console.log(JSON.stringify([process.version, ...args])); return 2 }`,
    )
  })
  afterEach(() => folder.remove())

  const OLD = `set(process, 'version', 'v20.0.0'); set(process.versions, 'node', '20.0.0')`
  const args = ['check', '--lang', 'a b', '*']

  test('runs the command line itself under the pinned Node, and leaves its exit code', async () => {
    const { code, out } = await folder.run('bin/diptych.mjs', { args })
    expect(code).toBe(2)
    expect(JSON.parse(out)).toEqual([process.version, ...args])
  })

  test('under another Node starts the pinned one with the same arguments, and passes its exit code on', async () => {
    folder.standInForNode(`echo started\nexec '${process.execPath}' "$@"`)
    const { code, out } = await folder.run('bin/diptych.mjs', { args, env: pretending(folder, OLD) })
    expect(code).toBe(2)
    expect(out).toBe(`started\n${JSON.stringify([process.version, ...args])}\n`)
  })

  test('passes a signal on, and waits for the last words', async () => {
    folder.write(
      'src/cli.ts',
      `process.on('SIGTERM', () => { console.log('cleaned up'); process.exit(130) })
       setInterval(() => {}, 1000); console.log('ready'); export const run = () => new Promise(() => {})`,
    )
    folder.standInForNode(`exec '${process.execPath}' "$@"`)
    const child = spawn(process.execPath, [join(folder.root, 'bin/diptych.mjs')], {
      env: { ...process.env, ...pretending(folder, OLD) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (text.includes('ready')) child.kill('SIGTERM')
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, out]).toEqual([130, 'ready\ncleaned up\n'])
  })

  test('can be read by Node 20, as set-up can: what that lacks is named only where the pinned one runs', () => {
    const scripts = readdirSync(join(folder.root, 'scripts/setup')).map((name) => `scripts/setup/${name}`)
    for (const path of ['bin/diptych.mjs', 'bin/setup.mjs', ...scripts]) {
      const text = readFileSync(join(folder.root, path), 'utf8')
      const named = [...text.matchAll(/^import [^;]*?\{([^}]*)\} from 'node:/gm)].flatMap(([, names = '']) =>
        names.split(/,\s*/),
      )
      expect(
        named.map((one) => one.trim()).filter((one) => /^(globSync|enableCompileCache|registerHooks)$/.test(one)),
        path,
      ).toEqual([])
    }
  })

  test('says how to set up when nothing is installed', async () => {
    folder.takeAway('.package-lock.json')
    const { code, told } = await folder.run('bin/diptych.mjs')
    expect(code).toBe(1)
    expect(told).toContain('npm start')
    expect(told).toContain('node bin/setup.mjs')
  })
})
