/** What becomes of a run whose work came to an end: done, waiting for something, or failed; and who must hear of it. */
import type { Needed } from './approval-needed.ts'
import { type Problem, type ProblemCode, Refusal } from './problem.ts'
import { spellTime } from './release/local-time.ts'
import { reportProblems } from './report.ts'
import type { Step } from './serve/definition.ts'
import type { Concern, Ending, Job } from './serve/job.ts'
import { isPassing } from './serve/policy.ts'
import type { Approval, RunDetail } from './serve/status.ts'
import type { World } from './world.ts'

/** Data that have not come yet: not an error of anybody's, before the day on which they are needed. */
const ABSENT: readonly ProblemCode[] = ['observation-missing', 'area-without-data', 'table-without-rows']
/** Minutes until it is tried again, after the first, the second … time; the last one stands for all later ones. */
const PAUSES = [1, 5, 15, 60]
/** A fault of ours, or an area that no worker can make, is tried again this often: the next time may find another machine, and need not. */
const FAULTS = 4

const ended = (
  state: Ending['standing']['state'],
  step: Step | null,
  detail: Detail,
  notBefore: Temporal.Instant | null = null,
  concern: Concern | null = null,
): Ending => ({ standing: { state, step, notBefore, detail: JSON.stringify(detail) }, concern })

/** With how often in a row it was tried in vain. */
interface Detail extends RunDetail {
  readonly tries?: number
}

export const doneWith = (step: Step, summary: string): Ending => ended('done', step, { summary })

/** It was laid out as files: nobody has got it unless somebody sends them. */
export function mailedToNobody(summary: string, version: number): Ending {
  const sentence = `Version ${version} was mailed to nobody: no mail server is named. ${summary}.`
  return ended('done', 'send', { summary }, null, { grade: 'notice', about: 'unsent', sentence })
}

/** A message that the server takes later, or the moment of an embargo. */
export const waitsUntil = (step: Step, until: Temporal.Instant, summary: string): Ending =>
  ended('waiting-for-time', step, { summary }, until)

export function waitsForApproval(step: Step, { needed, problems, sheet }: Waiting): Ending {
  const { version, kind, undecided, changes, notices } = needed
  const approval: Approval = { version, kind: kind ?? 'editorial', undecided, changes, notices, sheet }
  const summary = `Version ${version} waits for an approval: ${changes} figures change`
  const sentence = `${summary}. See \`diptych review\`, then \`diptych approve\`.`
  const concern: Concern = { grade: 'notice', about: 'approval', sentence }
  return ended('waiting-for-approval', step, { summary, approval, ...(problems && { problems }) }, null, concern)
}

interface Waiting {
  readonly needed: Needed
  /** What is wrong with the approval that there is, in full. */
  readonly problems: string | null
  /** Path of the review sheet. */
  readonly sheet: string | null
}

/** Where the day of an edition is announced. */
export type Announced = Temporal.ZonedDateTime | null

/** What was thrown, as an ending; anything that is no Refusal is a fault of ours. */
export async function endingOf(
  error: unknown,
  { job, step, announced, world }: { job: Job; step: Step; announced: Announced; world: World },
): Promise<Ending> {
  if (!(error instanceof Refusal)) return faulty(error, job, step, world.now)
  const errors = error.problems.filter(({ severity }) => severity === 'error')
  const problems = await reportProblems(error.problems, world, { colour: false })
  const told = { step, problems, first: errors[0] }
  if (errors.every(({ code }) => ABSENT.includes(code))) return waitsForData(told, job, announced, world.now)
  if (errors.some(isPassing)) return passing(told, job, world.now)
  const givenUp = errors.some(({ code }) => code === 'areas-given-up')
  if (givenUp && triesOf(job) < FAULTS) return passing(told, job, world.now)
  return failed(told)
}

interface Told {
  readonly step: Step
  readonly problems: string
  readonly first: Problem | undefined
}

const failed = ({ step, problems, first }: Told): Ending => {
  const summary = first?.message ?? 'It was refused'
  return ended('failed', step, { summary, problems }, null, {
    grade: 'alarm',
    about: 'failed',
    sentence: `${summary}.`,
  })
}

function passing({ step, problems, first }: Told, job: Job, now: Temporal.Instant): Ending {
  const tries = triesOf(job) + 1
  const summary = first?.message ?? 'It could not be done'
  const concern: Concern = { grade: 'alarm', about: 'failed', sentence: `${summary}. It is tried again.` }
  return ended('failed', step, { summary, problems, tries }, pause(tries, now), concern)
}

function faulty(error: unknown, job: Job, step: Step, now: Temporal.Instant): Ending {
  const tries = triesOf(job) + 1
  const summary = `A fault of Diptych: ${error instanceof Error ? error.message : String(error)}`
  const again = tries <= FAULTS ? pause(tries, now) : null
  return ended('failed', step, { summary, tries }, again, { grade: 'alarm', about: 'failed', sentence: `${summary}.` })
}

const pause = (tries: number, now: Temporal.Instant) =>
  now.add({ minutes: PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 0 })

const triesOf = ({ run: { detail } }: Job): number =>
  (detail === null ? undefined : (JSON.parse(detail) as Detail).tries) ?? 0

/** Nobody is troubled long before the day; a change of files, or time, makes it look again. */
function waitsForData({ step, problems, first }: Told, job: Job, announced: Announced, now: Temporal.Instant): Ending {
  const { schedule } = job
  const summary = first?.message ?? 'Data are missing'
  const again = schedule ? now.add(schedule.retry) : null
  const near = announced && schedule && isNear(announced, schedule.ahead, now)
  const sentence =
    announced &&
    `Data are missing, and it is announced for ${spellTime(announced)} (${announced.timeZoneId}). ${summary}.`
  const concern: Concern | null = near && sentence ? { grade: 'alarm', about: 'data', sentence } : null
  return ended('waiting-for-data', step, { summary, problems }, again, concern)
}

const isNear = (announced: Temporal.ZonedDateTime, ahead: Temporal.Duration, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(announced.subtract(ahead).toInstant(), now) <= 0
