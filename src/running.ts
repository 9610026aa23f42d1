/** The work of a run: builds, publishes and sends an edition, each step so that doing it again changes nothing. */
import { gathered, type MakeAhead, refuseGivenUp } from './ahead.ts'
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
import { type Announced, doneWith, endingOf, mailedToNobody, waitsForApproval, waitsUntil } from './run-ending.ts'
import { layOut, sendEdition, smtpSettings } from './sending.ts'
import type { Step } from './serve/definition.ts'
import type { Ending, Job } from './serve/job.ts'
import type { World } from './world.ts'

export interface Means {
  /** A world with the clock read now. */
  world(): World
  readonly ledger: Ledger
  /** Has others make the documents of many areas; null where nobody else is there. */
  readonly makeAhead: MakeAhead | null
}

interface Work {
  readonly job: Job
  readonly request: { readonly factsheet: string; readonly edition: string }
  readonly world: World
  readonly ledger: Ledger
  readonly announced: Announced
  readonly makeAhead: MakeAhead
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
  const { ledger, makeAhead } = means
  let said = ''
  let last = job.steps[0] ?? 'build'
  for (const step of remaining(job)) {
    last = step
    const world = means.world()
    const announced = await announcedFor(request, world).catch(() => null)
    try {
      await at(step)
      const came = await STEPS[step]({
        job,
        request,
        world,
        announced,
        ledger,
        makeAhead: makeAhead ?? (async () => null),
      })
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

/** Of an edition that is published, what a change of data means is found before anything is made here. */
async function buildStep({ request, world, makeAhead }: Work): Promise<Came> {
  const [newest] = await readVersions(request.factsheet, request.edition, world.files)
  const compared = newest ? await differ(request, world) : null
  if (compared && judgeDifferences(compared.differences).kind === null)
    return `It says what version ${newest?.number} says`
  const built = await gathered(await makeAhead(request, world), (ready) => rebuild(request, world, { ready }))
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

async function publishStep({ request, world, announced, makeAhead }: Work): Promise<Came> {
  if (announced && Temporal.Instant.compare(world.now, announced.toInstant()) < 0) {
    await makeEarly(request, announced, world, makeAhead)
    const said = `It comes out at ${spellTime(announced)} (${announced.timeZoneId})`
    return waitsUntil('publish', announced.toInstant(), said)
  }
  try {
    const { outcome, version } = await publish(request, world, { ahead: makeAhead })
    return outcome === 'published'
      ? `Published as version ${version.number}`
      : `It says what version ${version.number} says`
  } catch (error) {
    if (error instanceof ApprovalNeeded) return needsApproval(error, request, world, 'publish')
    throw error
  }
}

/** As it will be published in its minute: then all is there, however many areas there are. */
async function makeEarly(
  request: Work['request'],
  announced: Temporal.ZonedDateTime,
  world: World,
  makeAhead: MakeAhead,
): Promise<void> {
  if ((await readVersions(request.factsheet, request.edition, world.files)).length > 0) return
  const issued = announced.toInstant().toString()
  const publication = { number: 1, kind: 'first', issued, zone: announced.timeZoneId, reason: null } as const
  const ahead = await makeAhead({ ...request, publication }, world)
  refuseGivenUp(await ahead?.end())
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
    return mailedToNobody(`Messages in ${folder}: ${messages}`, mail.version.number)
  }
  const { counts, next } = await sendEdition(mail, ledger, settings, world)
  const said = `Sent: ${counts.sent}, bounced ${counts.bounced}, unknown ${counts.unknown}, deferred ${counts.deferred}`
  return next === null ? said : waitsUntil('send', Temporal.Instant.from(next), said)
}
