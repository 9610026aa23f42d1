/** What the handlers of all addresses work with, and the answers that they have in common. */
import { once } from 'node:events'
import { Refusal } from '../../problem.ts'
import type { Status } from '../status.ts'
import { type Answer, type Call, pageAnswer } from './call.ts'
import type { Caller } from './caller.ts'
import { type Gate, openGate } from './gate.ts'
import { messagePage } from './pages.ts'
import { type Serving, USUAL_PATIENCE } from './serving.ts'
import { openSessions, type Session, type Sessions } from './sessions.ts'

export interface Desk {
  readonly serving: Serving
  readonly sessions: Sessions
  /** Null without a token. */
  readonly gate: Gate | null
  /** How everything stands; whoever asks while another one waits is told the same. */
  readonly reading: () => Promise<Status | Unreadable>
}

export interface Visit extends Desk {
  readonly call: Call
  readonly caller: Caller
  readonly session: Session | null
  /** Of a POST, else empty. */
  readonly form: URLSearchParams
}

export type Handler = (visit: Visit) => Promise<Answer>

export function openDesk(serving: Serving): Desk {
  const { token, chance, now } = serving
  const gate = token === null ? null : openGate(token, now)
  let asked: Promise<Status | Unreadable> | null = null
  const reading = () => {
    asked ??= readStatus(serving).finally(() => {
      asked = null
    })
    return asked
  }
  return { serving, sessions: openSessions(chance, now), gate, reading }
}

/** A page that says why there is no other. */
export const says = (
  { serving: { style } }: Desk,
  code: number,
  title: string,
  sentence: string,
  headers: Answer['headers'] = {},
): Answer => pageAnswer(code, messagePage(title, sentence, style), headers)

export class Unreadable {
  readonly why: string
  constructor(error: unknown) {
    this.why = reasonOf(error)
  }
}

/** Asked anew, so that it knows of what has just been done. */
export async function readStatus(serving: Serving): Promise<Status | Unreadable> {
  const { patience = USUAL_PATIENCE, log } = serving
  const late = once(AbortSignal.timeout(patience), 'abort').then(() => {
    throw new Error(`No answer within ${patience} ms.`)
  })
  try {
    return await Promise.race([Promise.try(() => serving.status()), late])
  } catch (error) {
    log('How things stand could not be read.', error)
    return new Unreadable(error)
  }
}

/** Sentences that were made for people are shown, and no others. */
export const reasonOf = (error: unknown): string =>
  error instanceof Refusal
    ? error.problems.map(({ message }) => `${message}.`).join(' ')
    : 'The log of this process tells why.'

export const waitSentence = (seconds: number): string =>
  `Too many wrong tokens came from there. Try again in ${seconds} s.`

export const retryAfter = (seconds: number): Answer['headers'] => ({ 'Retry-After': String(seconds) })
