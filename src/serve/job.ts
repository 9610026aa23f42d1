/** What is handed to those who know the stages: a run, and how its end is to be told. */
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Run, Standing } from '../release/ledger/run.ts'
import type { Clock } from '../send/clock.ts'
import type { Step } from './definition.ts'
import type { Schedule } from './occurrence.ts'

/** A factsheet that says what is to be done by itself. */
export interface Served {
  readonly factsheet: string
  /** The edition that its definition names. */
  readonly own: string
  readonly schedules: readonly Schedule[]
  /** What is done when a file of it has changed. */
  readonly changed: readonly Step[]
  /** Where its files are. */
  readonly folders: readonly string[]
}

export interface Job {
  readonly run: Run
  readonly steps: readonly Step[]
  /** Null for what a change of files brought about. */
  readonly schedule: Schedule | null
}

/** What somebody should hear. */
export interface Concern {
  readonly grade: 'alarm' | 'notice'
  /** One word, by which it is known among those of its run. */
  readonly about: string
  readonly sentence: string
}

export interface Ending {
  readonly standing: Standing
  readonly concern: Concern | null
}

export interface Definitions {
  readonly served: readonly Served[]
  /** Those that cannot be read, and why; nothing is done for them. */
  readonly broken: readonly { readonly factsheet: string; readonly sentence: string }[]
}

/** All that the service does not do itself. */
export interface Trade {
  /** Reads the definitions of all factsheets. */
  definitions(): Promise<Definitions>
  /** The editions that a change of files may concern: those that are published, and the definition's own. */
  editions(served: Served): Promise<readonly string[]>
  fingerprint(served: Served): Promise<string>
  /** Does the work of a run from the step that it has come to; throws nothing that it can tell instead. */
  perform(job: Job, at: (step: Step) => Promise<void>): Promise<Ending>
  /** Writes to whoever looks after the factsheet, or to all for null; what is only in the log, or failed, is still to be told. */
  warn(factsheet: string | null, sentence: string): Promise<'mailed' | 'logged' | 'failed'>
  /** One line for the log. */
  say(line: string): void
}

export interface Serving {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Name of this process, used by no other. */
  readonly owner: string
  readonly trade: Trade
  /** Milliseconds after which a silent process counts as dead. */
  readonly lease?: number
}

/** Milliseconds after which a silent process counts as dead, when nothing else is said. */
export const LEASE = 30_000

/** The alarm that a definition cannot be read. */
export const definitionKey = (factsheet: string): string => `definition ${factsheet}`

/** `voluntary-return/changed/2020`. */
export const changedId = (factsheet: string, edition: string): string => `${factsheet}/changed/${edition}`

/** Under which everything that is to be told of an edition's runs stands: a later one that goes well ends it. */
export const causeOf = ({ schedule, edition }: Pick<Run, 'schedule' | 'edition'>): string =>
  `run ${schedule} ${edition}`
