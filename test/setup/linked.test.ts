import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyShipped } from '../../bench/project.ts'
import { filesBelow } from '../e2e/project.ts'
import { type Scratch, scratch } from './scratch.ts'

const LINKED = 'node_modules/.cache/diptych/linked'

let folder: Scratch
beforeAll(async () => {
  folder = scratch()
  for (const path of ['node_modules/.cache', 'node_modules/.package-lock.json', '.browser'])
    rmSync(join(folder.root, path), { recursive: true, force: true })
  folder.write('node_modules/.package-lock.json', '{}')
  symlinkSync(resolve(import.meta.dirname, '../../.browser'), join(folder.root, '.browser'))
  await link()
}, 60_000)
afterAll(() => folder.remove())

const link = async () => expect(await folder.run('scripts/setup/link.mjs')).toMatchObject({ code: 0, told: '' })
const index = () => join(folder.root, LINKED, 'index.json')

/** The linked file that the command would run; its source when there is none. */
async function placeOf(path: string): Promise<string> {
  folder.write(
    'place.mjs',
    `import { linkedFile } from './scripts/setup/linked.mjs'
     console.log(linkedFile(import.meta.dirname, ${JSON.stringify(path)}) ?? ${JSON.stringify(path)})`,
  )
  const { code, out, told } = await folder.run('place.mjs')
  expect({ code, told }).toEqual({ code: 0, told: '' })
  return out.trim()
}

const inUse = () => join(folder.root, LINKED, JSON.parse(readFileSync(index(), 'utf8')).folder)
const PARTS = ['src_cli', 'src_pdf_finish-thread', 'src_pdf_print-thread']

/** What V8 compiled, by the path of its file below the folder of all of it, and when it was kept. */
function compiled(): ReadonlyMap<string, number> {
  const files = filesBelow(join(inUse(), 'compiled'))
  return new Map([...files.keys()].map((path) => [path, statSync(join(inUse(), 'compiled', path)).mtimeMs]))
}

/** As it is kept: after a checksum, which V8 itself does not look at. */
function withCheck(code: Buffer): Buffer {
  const check = Buffer.alloc(4)
  check.writeUInt32LE(crc32(code))
  return Buffer.concat([check, code])
}

describe('the linked program', () => {
  test('stands in for the command and for its threads', async () => {
    const places = ['src/cli.ts', 'src/pdf/print-thread.ts', 'src/pdf/finish-thread.ts']
    for (const path of places) expect(existsSync(await placeOf(path)), path).toBe(true)
    expect(existsSync(await placeOf('src/build.ts'))).toBe(false)
  })

  test('makes what the program makes unlinked, and each takes up what the other kept', async () => {
    const root = join(folder.root, 'agency')
    await copyShipped(root)
    const build = async (...more: readonly string[]) => {
      const run = await folder.run('bin/diptych.mjs', { args: ['build', '--root', root, ...more] })
      expect(run).toMatchObject({ code: 0, told: '' })
      return run.out
    }
    expect(await build()).toContain('facing')
    expect(await build('--debug')).toContain('Nothing has changed since the last build')
    const linked = readFileSync(join(root, 'out/voluntary-return/2020/manifest.json'), 'utf8')
    rmSync(join(root, '.diptych'), { recursive: true })
    expect(await build('--debug')).toContain('facing')
    expect(readFileSync(join(root, 'out/voluntary-return/2020/manifest.json'), 'utf8')).toBe(linked)
    expect(await build()).toContain('Nothing has changed since the last build')
  }, 60_000)

  test('takes its libraries from what is linked with it, also those that it asks for by name', () => {
    const names = [...compiled().keys()]
    expect(PARTS.filter((part) => !names.some((name) => name.startsWith(`${part}/${part}.`)))).toEqual([])
    expect(names).toContain('src_cli/fontkit.cjs.code')
  })

  test('is compiled once: a run that does what another did keeps nothing, one that does more keeps that too', async () => {
    const root = join(folder.root, 'agency')
    const before = compiled()
    rmSync(join(root, '.diptych'), { recursive: true })
    expect(await folder.run('bin/diptych.mjs', { args: ['build', '--root', root] })).toMatchObject({ code: 0 })
    expect(compiled()).toEqual(before)
    expect(await folder.run('bin/diptych.mjs', { args: ['history', '--root', root] })).toMatchObject({ code: 0 })
    expect(compiled().size).toBeGreaterThan(before.size)
    expect(compiled().get('src_cli/src_cli.cjs.code')).toBeGreaterThan(before.get('src_cli/src_cli.cjs.code') ?? 0)
  })

  test.each([
    ['cut short', (code: Buffer) => code.subarray(0, 3)],
    ['changed in one bit', (code: Buffer) => Buffer.from(code.map((byte, at) => (at === 2000 ? byte ^ 1 : byte)))],
    ['of another version of Node', (code: Buffer) => withCheck(code.subarray(4).fill(0, 0, 16))],
  ])('is compiled again where what was kept is %s', async (_, damaged) => {
    const file = join(inUse(), 'compiled/src_cli/src_cli.cjs.code')
    const whole = readFileSync(file)
    writeFileSync(file, damaged(Buffer.from(whole)))
    expect(await folder.run('bin/diptych.mjs', { args: ['--version'] })).toMatchObject({ code: 0, told: '' })
    expect(readFileSync(file).equals(damaged(Buffer.from(whole)))).toBe(false)
    const { mtimeMs } = statSync(file)
    expect(await folder.run('bin/diptych.mjs', { args: ['--version'] })).toMatchObject({ code: 0, told: '' })
    expect(statSync(file).mtimeMs).toBe(mtimeMs)
  })

  test('runs the same where nothing can be kept', async () => {
    rmSync(join(inUse(), 'compiled'), { recursive: true })
    writeFileSync(join(inUse(), 'compiled'), '')
    const { code, out, told } = await folder.run('bin/diptych.mjs', { args: ['--version'] })
    expect({ code, told }).toEqual({ code: 0, told: '' })
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
    rmSync(join(inUse(), 'compiled'))
  })

  test('is passed by as soon as code, data in it or a package has changed, and when its index is damaged', async () => {
    const before = readFileSync(index())
    writeFileSync(index(), before.subarray(0, 20))
    expect(await placeOf('src/cli.ts')).toBe('src/cli.ts')
    writeFileSync(index(), before)
    expect(await placeOf('src/cli.ts')).toContain(LINKED)
    const parts = ['src/problem.ts', 'scripts/setup/brotli.mjs', 'templates/shared/styles.json']
    for (const path of [...parts, 'node_modules/.package-lock.json']) {
      const { atime, mtime } = statSync(join(folder.root, path))
      utimesSync(join(folder.root, path), new Date(0), new Date(0))
      expect(await placeOf('src/cli.ts'), path).not.toContain(LINKED)
      utimesSync(join(folder.root, path), atime, mtime)
      expect(await placeOf('src/cli.ts'), path).toContain(LINKED)
    }
  })

  test('leaves the files of two generations for processes that began with them, and no more', async () => {
    for (let year = 1; year <= 3; year++) {
      utimesSync(join(folder.root, 'src/problem.ts'), new Date(year * 1e10), new Date(year * 1e10))
      await link()
    }
    const kept = readdirSync(join(folder.root, LINKED))
    expect(kept).toHaveLength(4)
    expect(kept).toContain(JSON.parse(readFileSync(index(), 'utf8')).folder)
  }, 60_000)
})
