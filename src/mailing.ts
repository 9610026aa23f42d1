/** Opens an edition for mailing: its versions, its definition and words, the subscribers, and what the messages are written with. */
import { type Factsheet, readFactsheet } from './factsheet.ts'
import { readTexts } from './format/texts.ts'
import { readTheme } from './graphics/theme.ts'
import { readOffers } from './offers.ts'
import { type Problem, problem, Refusal, refuse, type Tell, tellOnce } from './problem.ts'
import { filesFolder, readVersions } from './release/archive.ts'
import { versionPath } from './release/site/address.ts'
import type { Version } from './release/version.ts'
import { enclosuresOf, needsSite } from './send/enclosed.ts'
import type { Letter } from './send/letter.ts'
import { readSigning } from './send/signing.ts'
import { readBodies, type Stationery } from './send/stationery.ts'
import type { Offer, Subscriber } from './send/subscriber.ts'
import { readSubscribers, subscribersOf } from './send/subscribers.ts'
import { PUBLIC } from './site.ts'
import type { World } from './world.ts'

export interface EditionMail {
  readonly version: Version
  readonly stationery: Stationery
  /** Those of the factsheet. */
  readonly subscribers: readonly Subscriber[]
  /** Warnings. */
  readonly problems: readonly Problem[]
}

const SHARED = 'templates/shared'

/** Throws a Refusal with all that is wrong: nothing may be mailed that is not published, or to a list that is not right. */
export async function openMailing(
  { factsheet: id, edition }: { readonly factsheet: string; readonly edition?: string | undefined },
  world: World,
): Promise<EditionMail> {
  const problems: Problem[] = []
  const tell = tellOnce(problems)
  const factsheet = await readFactsheet(id, world, tell)
  refuse(problems)
  if (!factsheet) throw new Refusal(problems)
  const versions = await publishedVersions(factsheet, edition ?? factsheet.spec.edition, world, tell)
  const offers = await readOffers(world, tell)
  const all = await readSubscribers(offers, world, tell)
  const stationery = await stationeryOf(factsheet, versions, world, tell)
  refuse(problems)
  const [version] = versions
  if (!version || !stationery) throw new Refusal(problems)
  return { version, stationery, problems, subscribers: subscribersOf(offerOf(version, offers), all) }
}

/** What a version offers: areas of later editions are none of it. */
function offerOf({ factsheet, sets }: Version, offers: readonly Offer[]): Offer {
  const languages = offers.find((one) => one.factsheet === factsheet)?.languages ?? []
  return { factsheet, languages, areas: sets.flatMap(({ area }) => area ?? []) }
}

/** Newest first; tells when there is none, or the newest is not shown to the public. */
async function publishedVersions(
  { id, document }: Factsheet,
  edition: string,
  { files }: World,
  tell: Tell,
): Promise<readonly Version[]> {
  const versions = /^\d{4}(-\d{2})?$/.test(edition) ? await readVersions(id, edition, files) : []
  const [newest] = versions
  if (!newest) {
    tell(problem('nothing-published', { factsheet: id, edition }, { file: document.file }))
    return []
  }
  const paths = newest.sets.flatMap((set) => set.files.map(({ path }) => path))
  const shown = await Promise.all(
    paths.map((path) => files.exists(`${PUBLIC}/${versionPath(id, edition, newest.number)}${path}`)),
  )
  if (shown.includes(false)) tell(problem('version-not-shown', { edition, version: newest.number, folder: PUBLIC }))
  return versions
}

async function stationeryOf(
  { id, folder, spec, languages, document }: Factsheet,
  versions: readonly Version[],
  world: World,
  tell: Tell,
): Promise<Stationery | null> {
  const { mail, site = null } = spec
  if (!mail) tell(problem('mail-not-defined', { factsheet: id }, { file: document.file }))
  const folders = [SHARED, folder]
  const theme = await readTheme(`${SHARED}/theme.yaml`, world, tell, `${folder}/theme.yaml`)
  const texts = await readTexts(
    folders.map((one) => `${one}/text`),
    languages,
    world,
    tell,
  )
  const [newest] = versions
  if (!mail || !theme || !newest) return null
  if (mail.unsubscribe.page === undefined)
    tell(problem('mail-without-page', {}, document.place(['mail', 'unsubscribe'], 'key')))
  const read = (path: string) => world.files.read(`${filesFolder(newest)}/${path}`)
  const bodies = await readBodies(folders, theme, world, tell)
  const signing = await readSigning(mail, world.env, tell)
  return { versions, mail, site, texts, read, signing, ...bodies }
}

/** Throws a Refusal when a letter would lead nowhere. */
export function refuseLost(letters: readonly Letter[], stationery: Stationery): void {
  const lost = letters.find((one) => needsSite(one, stationery))
  if (!lost) return
  const areas = enclosuresOf(lost, stationery).many ? lost.areas.length : 1
  throw new Refusal([problem('mail-needs-site', { areas, limit: stationery.mail.attach })])
}
