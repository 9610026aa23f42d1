/** The noun that the status page, `/health`, `/metrics` and `diptych status` all tell from: how everything stands at one moment. */
import type { Alarm } from '../release/ledger/alarm.ts'
import type { Count } from '../release/ledger/list.ts'
import type { RunState } from '../release/ledger/run.ts'
import type { Step } from './definition.ts'

export type { Alarm, RunState, Step }

/** One occurrence of a schedule, or one change of files, and how far it has come. */
export interface RunStatus {
  /** `voluntary-return/annual`, or `voluntary-return/changed/2020`. */
  readonly schedule: string
  /** Moments are ISO 8601, UTC. */
  readonly occurrence: string
  readonly factsheet: string
  readonly edition: string
  readonly state: RunState
  /** Where it is, or where it stopped. */
  readonly step: Step | null
  readonly attempts: number
  readonly begun: string | null
  readonly ended: string | null
  /** When it goes on by itself; null when that depends on somebody, or on nothing. */
  readonly notBefore: string | null
  readonly detail: RunDetail
}

/** What there is to tell of a run, as it was found. */
export interface RunDetail {
  /** One sentence on what came of it. */
  readonly summary?: string
  /** Problems in full, as the terminal shows them: code, sentence, place, source line and hint. */
  readonly problems?: string
  /** What a correction would change, where somebody must approve it. */
  readonly approval?: Approval
  /** It failed while its files were being written, and is looked at once more. */
  readonly disturbed?: boolean
}

export interface Approval {
  readonly version: number
  readonly kind: string
  readonly changes: number
  readonly undecided: number
  /** The notice as readers will see it, by language. */
  readonly notices: readonly { readonly language: string; readonly area: string | null; readonly text: string }[]
  /** The review sheet, from the root of the project: `out/review/….html`. */
  readonly sheet: string | null
}

export interface Upcoming {
  readonly schedule: string
  readonly factsheet: string
  readonly edition: string
  /** Local time with its zone, `2027-01-15T06:00:00+01:00[Europe/Brussels]`. */
  readonly at: string
  readonly steps: readonly Step[]
}

/** A message of which nobody knows whether it arrived. */
export interface UnknownDelivery {
  readonly factsheet: string
  readonly edition: string
  readonly version: number
  /** Stands for the address, which is not shown. */
  readonly recipient: string
  readonly begun: string | null
  readonly response: string | null
}

export interface Status {
  readonly now: string
  /** Of Diptych. */
  readonly engine: string
  /** `idle`: no `serve` runs at all. */
  readonly role: 'leading' | 'standing-by' | 'idle' | 'draining'
  /** Who leads, null when nobody does. */
  readonly leader: string | null
  readonly alarms: readonly Alarm[]
  /** What somebody is waited for, as it is told to those who look after the factsheets. */
  readonly notices: readonly Alarm[]
  /** Newest first, at most a hundred. */
  readonly runs: readonly RunStatus[]
  readonly upcoming: readonly Upcoming[]
  readonly deliveries: readonly Count[]
  readonly unknown: readonly UnknownDelivery[]
  /** Pieces of builds, by their state. */
  readonly tasks: Readonly<Record<'waiting' | 'running' | 'done' | 'refused' | 'failed', number>>
}

/** Healthy as long as somebody leads and no alarm stands. */
export const isHealthy = ({ role, leader, alarms }: Status): boolean =>
  role !== 'idle' && leader !== null && alarms.length === 0
