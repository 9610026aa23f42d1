import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scratch, scratch } from './scratch.ts'

let folder: Scratch
beforeAll(async () => {
  folder = scratch()
  rmSync(join(folder.root, 'node_modules/.cache'), { force: true })
  rmSync(join(folder.root, 'node_modules/.package-lock.json'), { force: true })
  folder.write('node_modules/.package-lock.json', '{}')
  expect(await folder.run('scripts/setup/link-libraries.mjs')).toMatchObject({ code: 0, told: '' })
}, 60_000)
afterAll(() => folder.remove())

const LINKED = 'node_modules/.cache/diptych/libraries'
const index = () => join(folder.root, LINKED, 'index.json')

/** Where the command and its threads would take a library from. */
async function placeOf(library: string): Promise<string> {
  const script = `await import('./bin/libraries.mjs'); console.log(import.meta.resolve(${JSON.stringify(library)}))`
  folder.write('place.mjs', script)
  const { code, out, told } = await folder.run('place.mjs')
  expect({ code, told }).toEqual({ code: 0, told: '' })
  return out.trim()
}

describe('the large libraries', () => {
  test('are linked into one file each, and taken from there', async () => {
    expect(await placeOf('vega')).toContain('.cache/diptych/libraries/vega.mjs')
    expect(await placeOf('yaml')).toContain('node_modules/yaml/')
  })

  test('have the same names inside and outside', async () => {
    const { files } = JSON.parse(readFileSync(index(), 'utf8')) as { files: Record<string, string> }
    expect(Object.keys(files).length).toBeGreaterThan(5)
    for (const [name, file] of Object.entries(files)) {
      const [linked, own] = (await Promise.all([import(join(folder.root, LINKED, file)), import(name)])) as [
        object,
        object,
      ]
      const names = Object.keys(own).filter((one) => one !== 'default' && one !== 'module.exports')
      expect(Object.keys(linked), name).toEqual(expect.arrayContaining(names))
    }
  })

  test('are taken from the packages as soon as npm has changed one, and when the files are damaged', async () => {
    const lock = join(folder.root, 'node_modules/.package-lock.json')
    const before = readFileSync(index())
    writeFileSync(index(), before.subarray(0, 20))
    expect(await placeOf('vega')).toContain('node_modules/vega/')
    writeFileSync(index(), before)
    utimesSync(lock, new Date(0), new Date(0))
    expect(await placeOf('vega')).toContain('node_modules/vega/')
  })
})
