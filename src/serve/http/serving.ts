/** All that the status page is handed: it reads and does nothing itself. */
import type { Action } from '../action.ts'
import type { StyleFor } from '../page/frame.ts'
import type { Status } from '../status.ts'

export interface Serving {
  /** 127.0.0.1 unless others shall see it. */
  readonly host?: string
  /** 0 for any that is free. */
  readonly port: number
  /** Null when nobody shall sign in: then the page can be seen on this machine only, and do nothing. */
  readonly token: string | null
  /** Names by which a proxy on this machine shows the page to others; with any, nothing is shown without the token. */
  readonly names?: readonly string[]
  /** In which moments are told, as the IANA list names it. */
  readonly zone: string
  /** How everything stands now; may throw, a Refusal where its sentence says why. */
  status(): Promise<Status>
  /** Does what somebody asks for, and says what was done; throws a Refusal when it cannot be done. */
  act(action: Action): Promise<string>
  /** A review sheet by the name of its file; null when there is none. */
  sheet(name: string): Promise<Uint8Array | null>
  readonly style: StyleFor
  /** So many bytes that nobody can foresee, as hexadecimal digits. */
  chance(bytes: number): string
  now(): Temporal.Instant
  /** Told of sign-ins, of what was asked for, and of what went wrong; never of a token. */
  log(line: string, error?: unknown): void
  /** Milliseconds in which a caller must have said everything, and `status` have answered. */
  readonly patience?: number
}

export const LOCAL_HOST = '127.0.0.1'
/** Milliseconds. */
export const USUAL_PATIENCE = 15_000
