/** Takes a draft to the public folder: decides as what, makes it, keeps it for ever, and shows it, all or nothing. */
import { gathered, type MakeAhead } from './ahead.ts'
import { ApprovalNeeded, neededFor } from './approval-needed.ts'
import { type Archiving, archiveVersion } from './archive-version.ts'
import { type Compared, differ, rendersAlike } from './differ.ts'
import { refusingDisk } from './document-set.ts'
import type { Request } from './draft.ts'
import { type Edition, openEdition } from './edition.ts'
import type { Material } from './material.ts'
import { type Problem, problem, Refusal, refuse, tellOnce } from './problem.ts'
import { approvalProblems } from './release/approval.ts'
import type { Publication } from './release/candidate.ts'
import { mayPublish } from './release/embargo.ts'
import { judgeDifferences } from './release/kind.ts'
import { type ReleaseRecord, recordPath } from './release/record.ts'
import type { Reasons, Version } from './release/version.ts'
import { placeSite } from './site.ts'
import { secondOf, type World } from './world.ts'

export interface Publishing {
  /** Why the edition comes out later than announced, by language. */
  readonly late?: Reasons | undefined
  /** Make the files of the newest version again, where only their rendering has changed. */
  readonly again?: boolean | undefined
  /** Cores to keep busy. */
  readonly parallel?: number | undefined
  /** Has others make the documents, as they will be published. */
  readonly ahead?: MakeAhead | undefined
}

export interface Published {
  /** `none`: it says what the newest version says, so there is no new one. */
  readonly outcome: 'published' | 'renewed' | 'none'
  readonly version: Version
  /** Whether the newest version would be rendered otherwise today. */
  readonly rendering?: boolean
  readonly problems: readonly Problem[]
  /** Folder of the public site. */
  readonly site: string
}

/** Only one process at a time changes what is public. */
const LOCK = 'out/.publishing'

/**
 * Publishes; throws a Refusal when it may not be, ApprovalNeeded when a person must approve it first. However it ends, the
 * public folder shows the old state or the new one.
 */
export function publish(request: Request, world: World, publishing: Publishing = {}): Promise<Published> {
  refuse(partial(request))
  return refusingDisk('out', () => world.files.alone(LOCK, () => publishAlone(request, world, publishing)))
}

/**
 * Makes the public pages around the documents again, as after a change of the calendar; what is published stays as it is.
 * Throws a Refusal when the factsheet is not right.
 */
export async function refreshSite(request: Request, world: World): Promise<string> {
  const { material } = await opened(request, world)
  return world.files.alone(LOCK, () => placeSite(material, world))
}

async function opened(request: Request, world: World): Promise<Edition> {
  const problems: Problem[] = []
  const edition = await openEdition(request, world, tellOnce(problems))
  refuse(problems)
  if (!edition) throw new Refusal(problems)
  return edition
}

function partial({ languages, areas }: Request): readonly Problem[] {
  const options = [languages ? '--lang' : '', areas ? '--area' : ''].filter((one) => one !== '')
  return options.map((option) => problem('edition-partly', { option }))
}

async function publishAlone(request: Request, world: World, publishing: Publishing): Promise<Published> {
  const { material, ...made } = await makeVersion(request, world, publishing)
  return { ...made, site: await placeSite(material, world) }
}

type MadeVersion = Omit<Published, 'site'> & { readonly material: Material }

async function makeVersion(request: Request, world: World, publishing: Publishing): Promise<MadeVersion> {
  const first = await firstPublication(request, world, publishing)
  if (first) return archived(request, world, publishing, first)
  const compared = await differ(request, world)
  const { kind } = judgeDifferences(compared.differences)
  if (kind === null) return sameVersion(compared, request, world, publishing)
  const record = approved(compared)
  const publication: Publication = {
    number: compared.version.number + 1,
    kind: record?.kind ?? kind,
    issued: secondOf(world.now),
    zone: compared.opened.past.calendar.zone,
    reason: record?.reason ?? null,
  }
  const { edition, material } = compared.opened
  return archived(request, world, publishing, { publication, compared, edition, material })
}

type Making = Pick<Archiving, 'publication' | 'edition' | 'late' | 'compared'> & { readonly material: Material }

/** How the first version of an edition comes out; null when there is one already, a Refusal before its time. */
async function firstPublication(request: Request, world: World, { late }: Publishing): Promise<Making | null> {
  const { past, edition, material } = await opened(request, world)
  if (past.versions.length > 0) return null
  const languages = material.factsheet.languages.map(({ code }) => code)
  const problems: Problem[] = []
  const tell = tellOnce(problems)
  const leave = mayPublish(past.calendar, { edition, now: world.now, languages, late }, tell)
  refuse(problems)
  if (!leave) throw new Refusal(problems)
  const { issued, zone } = leave
  const publication: Publication = { number: 1, kind: 'first', issued: issued.toString(), zone, reason: null }
  return { publication, edition, late: leave.late, material }
}

async function archived(
  request: Request,
  world: World,
  { parallel, ahead }: Publishing,
  { material, ...making }: Making,
): Promise<MadeVersion> {
  const asked = { ...request, edition: making.edition, publication: making.publication }
  const { version, problems } = await gathered(await ahead?.(asked, world), (ready) =>
    archiveVersion({ request, world, parallel, ready, ...making }),
  )
  return { outcome: 'published', version, problems, material }
}

/** The approval that releases these differences; null for words, which need none. Throws when there is none, or another. */
export function approved(compared: Compared): ReleaseRecord | null {
  const { opened, differences, version } = compared
  const { record } = opened.past
  if (!judgeDifferences(differences).needsApproval && !record) return null
  const file = recordPath(differences.factsheet, differences.edition, version.number + 1)
  const problems = record ? approvalProblems(record, differences, file) : []
  if (record && problems.length === 0) return record
  throw new ApprovalNeeded(neededFor(compared, file), problems)
}

/** Nothing is said otherwise: the files are made again where that is asked for, else left. */
async function sameVersion(
  { version, opened, problems }: Compared,
  request: Request,
  world: World,
  { again = false, parallel }: Publishing,
): Promise<MadeVersion> {
  const { number, kind, issued, zone, approval } = version
  const { edition, material } = opened
  const publication = { number, kind, issued, zone, reason: approval?.reason ?? null }
  const rendering = !(await rendersAlike({ ...request, edition, publication }, version, world))
  if (!again || !rendering) return { outcome: 'none', version, problems, rendering, material }
  const renewed = await archiveVersion({ request, edition, world, parallel, publication, renews: version })
  return { outcome: 'renewed', version: renewed.version, problems: renewed.problems, rendering, material }
}
