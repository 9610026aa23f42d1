/** Work in another thread: orders and answers are plain data, refusals come back as refusals. */
import { parentPort, type Transferable, Worker, workerData } from 'node:worker_threads'
import { entrance } from '../own-code.ts'
import { type Problem, Refusal } from '../problem.ts'

export interface Thread<Order, Answer> {
  /** Throws what the work threw: a Refusal, or an Error with the thread's stack. */
  ask(order: Order, transfer?: readonly Transferable[]): Promise<Answer>
  /** Ends the thread, whatever it still does; may be called again. */
  close(): Promise<void>
}

type Message =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly stack: string | undefined }
  | { readonly kind: 'news'; readonly news: unknown }

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** MB for what lives briefly, a fifth of what V8 allows: in a long batch a thread took 50 MB more, and was no quicker for it. */
const LIMITS = { maxYoungGenerationSizeMb: 8 }

/** Starts a thread that runs the module `code` with `data`; `onNews` hears what it tells unasked. */
export function openThread<Order, Answer>(
  code: URL,
  data: object,
  onNews: (news: never) => void = () => undefined,
): Thread<Order, Answer> {
  // Without the options of this process: one of them may say that a script is a module, which the entrance is not.
  const worker = new Worker(entrance(code), { eval: true, workerData: data, execArgv: [], resourceLimits: LIMITS })
  const waiting = new Map<number, Waiting>()
  let orders = 0
  let closing = false
  let gone: Error | undefined
  const abandon = (error: Error) => {
    gone ??= error
    for (const { reject } of waiting.values()) reject(gone)
    waiting.clear()
  }
  worker.on('message', (one: Message) => (one.kind === 'news' ? onNews(one.news as never) : settle(one, waiting)))
  worker.once('error', abandon)
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      abandon(new Error(`The thread ${code.pathname.replace(/^.*\//, '')} ended`))
      resolve()
    })
  })
  return {
    ask: (order, transfer = []) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone)
        orders++
        waiting.set(orders, { resolve, reject })
        worker.postMessage({ id: orders, order }, transfer)
      }),
    close() {
      if (!closing) worker.postMessage(null)
      closing = true
      return ended
    },
  }
}

function settle(one: Exclude<Message, { kind: 'news' }>, waiting: Map<number, Waiting>): void {
  const asker = waiting.get(one.id)
  waiting.delete(one.id)
  if (one.kind === 'done') asker?.resolve(one.value as never)
  else if (one.kind === 'refused') asker?.reject(new Refusal(one.problems))
  else asker?.reject(Object.assign(new Error(one.message), one.stack && { stack: one.stack }))
}

/** In a thread: what it was started with. */
export function threadData<Data>(): Data {
  return workerData as Data
}

/** In a thread: tells something unasked. */
export function tellNews(news: object): void {
  parentPort?.postMessage({ kind: 'news', news } satisfies Message)
}

/** In a thread: does every order, and `close` at the end. */
export function serve<Order, Answer>(
  work: (order: Order) => Promise<Answer> | Answer,
  close: () => Promise<void> = async () => undefined,
): void {
  const answer = (one: Message) => parentPort?.postMessage(one)
  parentPort?.on('message', async (asked: { readonly id: number; readonly order: Order } | null) => {
    if (asked === null) {
      await close()
      // Ends this thread only, but at once: a library's timer for an answer that never comes keeps it for half a minute.
      process.exit()
    }
    try {
      answer({ kind: 'done', id: asked.id, value: await work(asked.order) })
    } catch (error) {
      answer(failure(asked.id, error))
    }
  })
}

function failure(id: number, error: unknown): Message {
  if (error instanceof Refusal) return { kind: 'refused', id, problems: error.problems }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  return { kind: 'failed', id, message, stack }
}
