/**
 * The verb of this stage: finished pages in, archival PDFs out. All of it happens in a thread of its own, so that neither the
 * browser nor the finishing waits while the graphics of the next page are drawn.
 */
import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import { type Problem, Refusal } from '../problem.ts'
import type { Environment } from './browser.ts'
import { endRunning, endWithThisProcess, type Running } from './browser-process.ts'
import type { Finishing } from './finish.ts'
import type { Answer, Order, Setting } from './press-thread.ts'
import type { Page } from './print.ts'
import type { PrinterOptions } from './printer.ts'

/** A page, the number of pages that it may take (null: any), and what its PDF says of itself. */
export interface Sheet {
  readonly page: Page
  readonly budget: number | null
  readonly finishing: Finishing
}

export interface Pressed {
  readonly document: string
  readonly pdf: Uint8Array
  readonly pages: number
  /** What is wrong with its layout, or with the finished PDF. */
  readonly problems: readonly Problem[]
}

export interface Press {
  /** Throws a Refusal when there is no browser, or when the browser fails at this document again and again. */
  print(sheet: Sheet): Promise<Pressed>
  /** Name and version of the browser. */
  version(): Promise<string>
  /** Ends thread and browser; may be called again. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** Compiled code is only taken from the store by what is imported after it was opened, so the thread's code comes second. */
const ENTRANCE = `
const { code, compiled } = require('node:worker_threads').workerData
if (compiled) require('node:module').enableCompileCache(compiled)
import(code)`

/** Starts the thread, and the browser in it, at once. */
export function openPress(env: Environment, options: PrinterOptions): Press {
  const code = new URL('./press-thread.ts', import.meta.url).href
  const setting: Setting = { ...options, env: { ...env }, code, compiled: getCompileCacheDir() }
  const thread = new Worker(ENTRANCE, { eval: true, workerData: setting })
  const waiting = new Map<number, Waiting>()
  const running = new Map<number, Running>()
  // Signals are heard by the main thread only; closed pipes end a browser too, but leave its profile.
  const unbind = endWithThisProcess(() => running.forEach(endRunning))
  let orders = 0
  const ask = <T>(order: (id: number) => Order): Promise<T> =>
    new Promise((resolve, reject) => {
      orders++
      waiting.set(orders, { resolve, reject })
      thread.postMessage(order(orders))
    })
  thread.on('message', (one: Answer) => {
    if (one.kind === 'running') running.set(one.running.pid, one.running)
    else settle(one, waiting)
  })
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      unbind()
      abandon(waiting, new Error('The printing thread ended'))
      resolve()
    })
  })
  thread.once('error', (error: Error) => abandon(waiting, error))
  let closing: Promise<void> | undefined
  return {
    print: ({ page: { document, languages, html, expected }, budget, finishing }) =>
      ask((id) => ({ kind: 'print', id, sheet: { page: { document, languages, html, expected }, budget, finishing } })),
    version: () => ask((id) => ({ kind: 'version', id })),
    close() {
      if (!closing) thread.postMessage(null)
      closing = ended
      return closing
    },
  }
}

function settle(one: Exclude<Answer, { kind: 'running' }>, waiting: Map<number, Waiting>): void {
  const asker = waiting.get(one.id)
  waiting.delete(one.id)
  if (one.kind === 'done') asker?.resolve(one.value as never)
  else if (one.kind === 'refused') asker?.reject(new Refusal(one.problems))
  else asker?.reject(Object.assign(new Error(one.message), one.stack && { stack: one.stack }))
}

function abandon(waiting: Map<number, Waiting>, error: Error): void {
  for (const { reject } of waiting.values()) reject(error)
  waiting.clear()
}
