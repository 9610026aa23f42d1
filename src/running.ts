/** The work of a run: builds, publishes and sends an edition, each step so that doing it again changes nothing. */
import { ApprovalNeeded } from './approval-needed.ts'
import { differ } from './differ.ts'
import { readFactsheet } from './factsheet.ts'
import { openMailing } from './mailing.ts'
import { Refusal } from './problem.ts'
import { approved, publish } from './publish.ts'
import { rebuild } from './rebuild.ts'
import { readVersions } from './release/archive.ts'
import { readCalendar } from './release/calendar.ts'
import { embargoOf } from './release/embargo.ts'
import { judgeDifferences } from './release/kind.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { spellTime } from './release/local-time.ts'
import { reportProblems } from './report.ts'
import { reviewSheet } from './review-sheet.ts'
import { type Announced, doneWith, endingOf, waitsForApproval, waitsUntil } from './run-ending.ts'
import { layOut, sendEdition, smtpSettings } from './sending.ts'
import type { Step } from './serve/definition.ts'
import type { Ending, Job } from './serve/job.ts'
import type { World } from './world.ts'

export interface Means {
  /** A world with the clock read now. */
  world(): World
  readonly ledger: Ledger
}

interface Work {
  readonly job: Job
  readonly request: { readonly factsheet: string; readonly edition: string }
  readonly world: World
  readonly ledger: Ledger
  readonly announced: Announced
}

/** What a step came to: a sentence to go on with, or the end of the run for now. */
type Came = string | Ending

const STEPS: Readonly<Record<Step, (work: Work) => Promise<Came>>> = {
  build: buildStep,
  publish: publishStep,
  send: sendStep,
}

/** Goes through the steps from the one that the run has come to; throws nothing. */
export async function performRun(job: Job, at: (step: Step) => Promise<void>, means: Means): Promise<Ending> {
  const { factsheet, edition } = job.run
  const request = { factsheet, edition }
  let said = ''
  let last = job.steps[0] ?? 'build'
  for (const step of remaining(job)) {
    last = step
    const world = means.world()
    const announced = await announcedFor(request, world).catch(() => null)
    try {
      await at(step)
      const came = await STEPS[step]({ job, request, world, announced, ledger: means.ledger })
      if (typeof came !== 'string') return came
      said = came
    } catch (error) {
      return endingOf(error, { job, step, announced, world })
    }
  }
  return doneWith(last, said)
}

/** A run that waits for an approval looks at its draft again, and so does one that has failed. */
function remaining({ run, steps }: Job): readonly Step[] {
  const come = run.step === null ? 0 : steps.indexOf(run.step as Step)
  return steps.slice(Math.max(0, come))
}

async function announcedFor({ factsheet: id, edition }: Work['request'], world: World): Promise<Announced> {
  const factsheet = await readFactsheet(id, world, () => undefined)
  const languages = factsheet?.languages.map(({ code }) => code) ?? []
  const calendar = await readCalendar(`data/${id}`, languages, world, () => undefined)
  return calendar && embargoOf(calendar, edition)
}

/** Of an edition that is published, what a change of data means is found before anything is made. */
async function buildStep({ request, world }: Work): Promise<Came> {
  const [newest] = await readVersions(request.factsheet, request.edition, world.files)
  const compared = newest ? await differ(request, world) : null
  if (compared && judgeDifferences(compared.differences).kind === null)
    return `It says what version ${newest?.number} says`
  const built = await rebuild(request, world)
  if (built.failed.length > 0) throw new Refusal(built.problems)
  if (!compared) return `Built into ${built.folder}`
  try {
    approved(compared)
  } catch (error) {
    if (error instanceof ApprovalNeeded) return needsApproval(error, request, world)
    throw error
  }
  return `Built into ${built.folder}; what it changes is approved, or only words`
}

async function publishStep({ request, world, announced }: Work): Promise<Came> {
  if (announced && Temporal.Instant.compare(world.now, announced.toInstant()) < 0)
    return waitsUntil(
      'publish',
      announced.toInstant(),
      `It comes out at ${spellTime(announced)} (${announced.timeZoneId})`,
    )
  try {
    const { outcome, version } = await publish(request, world)
    return outcome === 'published'
      ? `Published as version ${version.number}`
      : `It says what version ${version.number} says`
  } catch (error) {
    if (error instanceof ApprovalNeeded) return needsApproval(error, request, world, 'publish')
    throw error
  }
}

async function needsApproval(
  { needed, problems }: ApprovalNeeded,
  request: Work['request'],
  world: World,
  step: Step = 'build',
): Promise<Ending> {
  const sheet = await reviewSheet(request, world).then(
    ({ file }) => file,
    // What waits is told even where its sheet cannot be made.
    () => null,
  )
  const told = problems.length > 0 ? await reportProblems(problems, world, { colour: false }) : null
  return waitsForApproval(step, { needed, problems: told, sheet })
}

async function sendStep({ request, world, ledger }: Work): Promise<Came> {
  const mail = await openMailing(request, world)
  const settings = await smtpSettings(world)
  if (!settings) {
    const { messages, folder } = await layOut(mail, world)
    return `Written: ${messages} messages into ${folder}; there is no mail server`
  }
  const { counts, next } = await sendEdition(mail, ledger, settings, world)
  const said = `Sent: ${counts.sent}, bounced ${counts.bounced}, unknown ${counts.unknown}, deferred ${counts.deferred}`
  return next === null ? said : waitsUntil('send', Temporal.Instant.from(next), said)
}
