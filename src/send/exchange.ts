/** What was heard of the mail server while a message was handed to it, and what that means. */
import type { Outcome } from '../release/ledger/attempt.ts'
import { notBefore, type Retry } from './retry.ts'

export interface Exchange {
  /** The whole message was taken. */
  readonly accepted: boolean
  /** Code of the answer that refused it; null without an answer. */
  readonly code: number | null
  /** The answer, or what happened instead. */
  readonly said: string
  /** Whether it was the message or its addresses that was refused, and not the connection or the sender's right to use it. */
  readonly aboutMessage: boolean
  /** The server has asked for the message. */
  readonly begun: boolean
  /** All of it was handed over: from then on the final dot may have been seen. */
  readonly ended: boolean
}

/** Codes by which a server asks for a login, or for another one. */
const LOGIN = [530, 534, 535, 538]

/** That every other message will be refused as well. */
export const isRefusal = ({ accepted, code, aboutMessage }: Exchange): boolean =>
  !accepted && code !== null && code >= 500 && (!aboutMessage || LOGIN.includes(code))

/** That the server could not be spoken to at all. */
export const isSilence = ({ accepted, code, begun }: Exchange): boolean => !accepted && code === null && !begun

/**
 * The answer decides where there is one; without one, the position in the message: as long as it was not handed over whole, the server
 * cannot have taken it. What the library calls the failed command says nothing: a lost connection reads the same before and after.
 */
export function judgeExchange(exchange: Exchange, attempts: number, now: Temporal.Instant, retry: Retry): Outcome {
  const { accepted, code, said, ended } = exchange
  const response = said.slice(0, LONGEST)
  if (accepted) return { state: 'sent', response }
  const answered = code !== null && code >= 400
  if (answered && code >= 500 && !isRefusal(exchange)) return { state: 'bounced', response }
  if (!answered && ended) return { state: 'unknown', response }
  if (attempts >= retry.attempts)
    return { state: 'bounced', response: `given up after ${attempts} attempts: ${response}` }
  return { state: 'deferred', response, notBefore: notBefore(attempts, now, retry) }
}

const LONGEST = 500
