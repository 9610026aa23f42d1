import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chance, diskFiles, type Files, watched } from '../src/world.ts'

let root: string
let files: Files

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'diptych-world-'))
  files = diskFiles(root)
})

afterEach(() => rm(root, { recursive: true, force: true }))

describe('output that appears whole or not at all', () => {
  it('stands beside until it takes the place of what was there', async () => {
    await files.write('out/2020/a.txt', 'old')
    const beside = await files.beside('out/2020')
    await files.write(`${beside}/b.txt`, 'new')
    expect(await files.list('out/2020')).toEqual(['a.txt'])
    await files.replace(beside, 'out/2020')
    expect(await files.list('out/2020')).toEqual(['b.txt'])
    expect(await readdir(join(root, 'out'))).toEqual(['2020'])
  })

  it('may be put in place by many at the same moment: one of them is there at the end, whole', async () => {
    const besides = await Promise.all(Array.from({ length: 30 }, () => files.beside('out/2020')))
    for (const [index, beside] of besides.entries())
      for (const name of ['a', 'b']) await files.write(`${beside}/${name}.txt`, String(index))
    await Promise.all(besides.map((beside) => files.replace(beside, 'out/2020')))
    const [one, other] = await Promise.all(
      ['a', 'b'].map((name) => readFile(join(root, `out/2020/${name}.txt`), 'utf8')),
    )
    expect(one).toBe(other)
    expect(await readdir(join(root, 'out'))).toEqual(['2020'])
  })

  it('can be read by others', async () => {
    expect((await stat(await files.beside('out/2020'))).mode & 0o777).toBe(0o755)
  })

  it('is abandoned without a trace when the process must end', async () => {
    await files.beside('out/2020')
    files.abandon()
    expect(await readdir(join(root, 'out'))).toEqual([])
  })

  it('clears what a killed process left, but not the work of one that lives', async () => {
    await mkdir(join(root, 'out/.building-999999999-x'), { recursive: true })
    await mkdir(join(root, `out/.building-${process.ppid}-y`))
    await files.beside('out/2020')
    const left = (await readdir(join(root, 'out'))).filter((name) => !name.includes(`-${process.pid}-`))
    expect(left).toEqual([`.building-${process.ppid}-y`])
  })

  it('brings back the old folder when the process ended between the two renames', async () => {
    await files.write('out/2020.old/a.txt', 'old')
    await files.beside('out/2020')
    expect(await readFile(join(root, 'out/2020/a.txt'), 'utf8')).toBe('old')
  })
})

describe('files of a project', () => {
  it('come from the tool where the project has none of its own', async () => {
    expect(new TextDecoder().decode(await files.read('templates/shared/style.css'))).toContain('--colour-ground')
    await mkdir(join(root, 'templates/shared'), { recursive: true })
    await writeFile(join(root, 'templates/shared/style.css'), 'own')
    expect(new TextDecoder().decode(await files.read('templates/shared/style.css'))).toBe('own')
  })

  it('are watched with the hash of what was read, whole or in chunks', async () => {
    await files.write('a.txt', 'abc')
    const seen: string[][] = []
    const watching = watched(files, (path, hash) => seen.push([path, hash.slice(0, 8)]))
    await watching.read('a.txt')
    for await (const chunk of watching.stream('a.txt')) expect(chunk.length).toBe(3)
    expect(seen).toEqual([
      ['a.txt', 'ba7816bf'],
      ['a.txt', 'ba7816bf'],
    ])
  })
})

describe('chance', () => {
  it('is as many bytes as were asked for, in hexadecimal digits, and another each time', () => {
    const all = Array.from({ length: 100 }, () => chance(32))
    expect(all.filter((one) => !/^[0-9a-f]{64}$/.test(one))).toEqual([])
    expect(new Set(all).size).toBe(100)
  })
})
