import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openThread, type Thread } from '../../src/pdf/thread.ts'
import { Refusal } from '../../src/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'diptych-thread-'))
afterAll(() => rmSync(folder, { recursive: true }))

const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href)
const WORK = `
  import { problem, Refusal } from ${source('problem.ts')}
  import { serve, tellNews, threadData } from ${source('pdf/thread.ts')}
  const { factor } = threadData()
  serve(async (order) => {
    if (order === 'refuse') throw new Refusal([problem('bad-edition', { edition: 'x' })])
    if (order === 'fail') throw new Error('it broke')
    if (order === 'end') process.exit(0)
    if (order === 'linger') setTimeout(() => undefined, 600_000)
    tellNews({ heard: order })
    return order * factor
  })`
const code = join(folder, 'work.mjs')
writeFileSync(code, WORK)

let thread: Thread<unknown, number>
const news: object[] = []
const open = () => openThread<unknown, number>(pathToFileURL(code), { factor: 3 }, (one: object) => news.push(one))
afterEach(() => thread.close())

describe('a thread', () => {
  it('answers each order with its own answer, and tells news unasked', async () => {
    thread = open()
    expect(await Promise.all([thread.ask(2), thread.ask(5)])).toEqual([6, 15])
    expect(news).toEqual([{ heard: 2 }, { heard: 5 }])
  })

  it('gives a refusal back as a refusal, and a fault as a fault with the stack of the thread', async () => {
    thread = open()
    const refusal = await thread.ask('refuse').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).problems.map((one) => one.code)).toEqual(['bad-edition'])
    const fault = (await thread.ask('fail').catch((error: unknown) => error)) as Error
    expect(fault).not.toBeInstanceOf(Refusal)
    expect(fault.message).toBe('it broke')
    expect(fault.stack).toContain('work.mjs')
  })

  it('that ends leaves nobody waiting', async () => {
    thread = open()
    await expect(thread.ask('end')).rejects.toThrow('work.mjs ended')
    await expect(thread.ask(1)).rejects.toThrow('work.mjs ended')
  })

  it('ends when it is closed, whatever a library in it still waits for', async () => {
    thread = open()
    await thread.ask('linger')
    await thread.close()
    await expect(thread.ask(1)).rejects.toThrow('work.mjs ended')
  })

  it('that cannot be loaded fails whoever asks', async () => {
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, 'import "./is-not-there.mjs"')
    thread = openThread(pathToFileURL(broken), {})
    await expect(thread.ask(1)).rejects.toThrow('is-not-there.mjs')
  })
})
