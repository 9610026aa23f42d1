/** The thread behind `press.ts`: everything that needs the browser, and the finishing of what it prints. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Problem, Refusal } from '../problem.ts'
import { browserVersion, type Environment, launchBrowser } from './browser.ts'
import type { Running } from './browser-process.ts'
import { finish } from './finish.ts'
import { inspect } from './inspect.ts'
import { inspectionProblems } from './inspection-problems.ts'
import type { Pressed, Sheet } from './press.ts'
import { openPrinter, type PrinterOptions } from './printer.ts'

/** What the thread is started with. */
export interface Setting extends PrinterOptions {
  readonly env: Environment
  /** Address of this module. */
  readonly code: string
  /** Where compiled code is kept; absent when it is not. */
  readonly compiled?: string | undefined
}

/** What is asked of the thread; it is closed by `null`. */
export type Order =
  | { readonly kind: 'print'; readonly id: number; readonly sheet: Sheet }
  | { readonly kind: 'version'; readonly id: number }

export type Answer =
  | { readonly kind: 'running'; readonly running: Running }
  | { readonly kind: 'done'; readonly id: number; readonly value: Pressed | string }
  | { readonly kind: 'refused'; readonly id: number; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly stack: string | undefined }

const { env, code: _, compiled: __, ...options } = workerData as Setting
const answer = (one: Answer, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(one, transfer)
const onStart = (running: Running) => void answer({ kind: 'running', running })
const printer = openPrinter(() => launchBrowser(env, { onStart }), options)

async function press({ page, budget, finishing }: Sheet): Promise<Pressed> {
  const { document, pdf, pages, problems } = await printer.print(page, budget)
  const finished = await finish(pdf, finishing)
  return { document, pdf: finished, pages, problems: [...problems, ...inspectionProblems(inspect(finished), page)] }
}

async function obey(order: Order): Promise<Pressed | string> {
  return order.kind === 'print' ? press(order.sheet) : browserVersion(await printer.browser())
}

async function close(): Promise<void> {
  // A browser that never started has told so to whoever wanted to print.
  await printer.close().catch(() => undefined)
  parentPort?.close()
}

function failure(id: number, error: unknown): Answer {
  if (error instanceof Refusal) return { kind: 'refused', id, problems: error.problems }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  return { kind: 'failed', id, message, stack }
}

parentPort?.on('message', (order: Order | null) => {
  if (order === null) return void close()
  obey(order).then(
    (value) => answer({ kind: 'done', id: order.id, value }),
    (error) => answer(failure(order.id, error)),
  )
})
