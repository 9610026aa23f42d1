import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyShipped } from '../../bench/project.ts'
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

/** Where the command and its threads would take a module from. */
async function placeOf(name: string): Promise<string> {
  const asked = name.startsWith('src/') ? pathToFileURL(join(folder.root, name)).href : name
  folder.write(
    'place.mjs',
    `await import('./bin/linked.mjs'); console.log(import.meta.resolve(${JSON.stringify(asked)}))`,
  )
  const { code, out, told } = await folder.run('place.mjs')
  expect({ code, told }).toEqual({ code: 0, told: '' })
  return out.trim()
}

describe('the linked program', () => {
  test('stands in for the command, for its threads and for what is asked for by name', async () => {
    const places = ['src/cli.ts', 'src/pdf/print-thread.ts', 'src/pdf/finish-thread.ts', 'fontkit']
    for (const name of places) expect(await placeOf(name), name).toContain(`${LINKED}/`)
    expect(await placeOf('src/build.ts')).toBe(pathToFileURL(join(folder.root, 'src/build.ts')).href)
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

  test('is passed by as soon as code, data in it or a package has changed, and when its index is damaged', async () => {
    const before = readFileSync(index())
    writeFileSync(index(), before.subarray(0, 20))
    expect(await placeOf('src/cli.ts')).toBe(pathToFileURL(join(folder.root, 'src/cli.ts')).href)
    writeFileSync(index(), before)
    expect(await placeOf('src/cli.ts')).toContain(LINKED)
    for (const path of ['src/problem.ts', 'templates/shared/styles.json', 'node_modules/.package-lock.json']) {
      const { atime, mtime } = statSync(join(folder.root, path))
      utimesSync(join(folder.root, path), new Date(0), new Date(0))
      expect(await placeOf('src/cli.ts'), path).not.toContain(LINKED)
      expect(await placeOf('fontkit'), path).toContain('node_modules/fontkit/')
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
