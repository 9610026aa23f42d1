import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finishing } from '../../src/pdf/finish.ts'
import { openPress, type Press, type Sheet } from '../../src/pdf/press.ts'
import { Refusal } from '../../src/problem.ts'
import { readPdf } from '../e2e/pdf-text.ts'
import { smallPage } from './pages.ts'

const finishing: Finishing = {
  facts: {
    titles: [{ lang: 'de', text: 'Seite' }],
    descriptions: [{ lang: 'de', text: 'Über' }],
    creators: ['Amt'],
    identifier: 'probe/2020/de',
    date: '2021-01-01T00:00:00Z',
    version: null,
    producer: 'diptych test',
    archive: '2a',
  },
  links: [],
  attachments: [],
}

const sheet = (body: string, budget: number | null = 1) => ({ page: smallPage(body), budget, finishing })

describe('a press', () => {
  let press: Press
  beforeAll(() => {
    press = openPress(process.env, { tabs: 2 })
  })
  afterAll(() => press.close())

  it('gives the finished PDF, its pages, and what is wrong with its layout', async () => {
    const [good, long] = await Promise.all([
      press.print(sheet('<h1>Titel</h1>')),
      press.print(sheet('<h1>Titel</h1><p style="break-before: page">Ende</p>')),
    ])
    expect(good).toMatchObject({ document: 'de', pages: 1, problems: [] })
    expect(long.problems.map(({ code }) => code)).toEqual(['page-budget'])
    expect((await readPdf(good.pdf)).blocks).toEqual([{ role: 'H1', text: 'Titel' }])
    expect(Buffer.from(good.pdf).subarray(0, 8).toString()).toBe('%PDF-1.7')
  })

  it('gives the same bytes in another order, one or three documents at a time', async () => {
    const sheets = Array.from({ length: 9 }, (_, index) =>
      sheet(`<h1>Titel ${index}</h1><p>${'Text '.repeat(index * 40)}</p>`),
    )
    const printAll = async (tabs: number, order: readonly Sheet[]) => {
      const other = openPress(process.env, { tabs })
      const printed = await Promise.all(order.map(async (one) => [one, (await other.print(one)).pdf] as const))
      await other.close()
      return new Map(printed)
    }
    const [one, three] = [await printAll(1, sheets), await printAll(3, sheets.toReversed())]
    const differing = sheets.filter(
      (each) => !Buffer.from(one.get(each) ?? []).equals(three.get(each) ?? new Uint8Array()),
    )
    expect(differing).toEqual([])
    expect(new Set([...one.values()].map((pdf) => Buffer.from(pdf).toString('base64'))).size).toBe(sheets.length)
  })

  it('names the browser', async () => {
    expect(await press.version()).toMatch(/^Chromium \d+\./)
  })
})

describe('a press without a browser', () => {
  it('refuses to print as the browser does, with its problem', async () => {
    const press = openPress({ DIPTYCH_BROWSER: join(tmpdir(), 'no-such-browser') }, { tabs: 1 })
    const refusal: unknown = await press.print(sheet('<p>Text</p>')).catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).problems.map(({ code }) => code)).toEqual(['browser-missing'])
    await press.close()
  })
})

describe('a process that is ended while its press works', () => {
  const browserRuns = 'await press.version()'
  // A browser that goes is replaced, and the one that takes its place must not be left either.
  const allPrint =
    'for (let one = 0; one < 6; one++) press.print(sheet).catch(() => undefined); await press.print(sheet)'

  it.each([
    ['process.exit(3)', 'while a browser runs', browserRuns],
    ["process.kill(process.pid, 'SIGTERM')", 'while a browser runs', browserRuns],
    ["process.kill(process.pid, 'SIGTERM')", 'while a browser starts', ''],
    ["process.kill(process.pid, 'SIGINT')", 'while it prints', allPrint],
  ])('leaves no profile after %s %s', async (end, _, before) => {
    const folder = await mkdtemp(join(tmpdir(), 'diptych-press-'))
    const script = `
      const { openPress } = await import(${JSON.stringify(new URL('../../src/pdf/press.ts', import.meta.url).href)})
      const sheet = ${JSON.stringify(sheet('<p>Text</p>'))}
      const press = openPress(process.env, { tabs: 2 })
      ${before}
      ${end}
      setInterval(() => {}, 1000)`
    const env = { ...process.env, TMPDIR: folder }
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
    // Ended as it was told to, and not by a fault of the script.
    await expect(run).rejects.toMatchObject({ stderr: '' })
    await expect.poll(() => readdir(folder)).toEqual([])
    await rm(folder, { recursive: true })
  })

  it('prints what is in hand when the process is told to stop and goes on until that is done', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'diptych-press-'))
    const script = `
      const { openPress } = await import(${JSON.stringify(new URL('../../src/pdf/press.ts', import.meta.url).href)})
      const sheet = ${JSON.stringify(sheet('<p>Text</p>'))}
      const press = openPress(process.env, { tabs: 1 })
      await press.version()
      process.on('SIGTERM', async () => {
        console.log((await press.print(sheet)).pages, 'printed')
        process.exit(0)
      })
      process.kill(process.pid, 'SIGTERM')
      setInterval(() => {}, 1000)`
    const env = { ...process.env, TMPDIR: folder }
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
    expect(stdout).toBe('1 printed\n')
    await expect.poll(() => readdir(folder)).toEqual([])
    await rm(folder, { recursive: true })
  })
})
