/** Makes the sheet for the person who signs, and the page of differences: each one self-contained file that no reader sees. */
import { openWhole } from './build.ts'
import { type Compared, differ } from './differ.ts'
import { refusingDisk } from './document-set.ts'
import type { Request } from './draft.ts'
import { type Edition, measureIn } from './edition.ts'
import type { Position } from './figures/figure.ts'
import type { Texts } from './format/texts.ts'
import { themeCss } from './graphics/theme.ts'
import { pageStyle } from './html/style.ts'
import { type Keeping, keeping } from './keeping.ts'
import { openStudio } from './pdf/picture.ts'
import { type Problem, refuse, tellOnce } from './problem.ts'
import { type Outcome, outcomeOf, type Point } from './release/review/checklist.ts'
import { renderDifferences, renderReview, type StyleFor } from './release/review/document.ts'
import type { Reader } from './release/review/facts.ts'
import { areasShown, differencesFacts, gatherReview, type Reviewing, setFacts } from './review-facts.ts'
import { reviewTexts } from './review-words.ts'
import { quiet, type World } from './world.ts'

export interface ReviewSheet {
  readonly file: string
  readonly outcome: Outcome
  readonly points: readonly Point[]
  readonly problems: readonly Problem[]
}

const FOLDER = 'out/review'
const STYLE = 'templates/shared/review/style.css'

/** Writes the review sheet, in one language of the factsheet or the first that has words for it; throws a Refusal when the draft is not right. */
export async function reviewSheet(request: Request, world: World, language?: string): Promise<ReviewSheet> {
  const { past, areas, texts, problems: told } = await open(request, world, language)
  const compared = past.versions.length > 0 ? await differ(request, world) : null
  const studio = await openStudio(world.env)
  try {
    return await keeping(world, async (kept) => {
      const problems: Problem[] = []
      // Read once more: what a page is kept by are the files that were read while it was made.
      const { opened } = await openWhole({ ...request, areas: undefined }, kept.world, problems)
      const on: Reviewing = { request, opened, areas, texts, compared, keeping: kept }
      const facts = await gatherReview(on, studio, problems)
      const html = renderReview(facts, readerOf(on), await styleOf(on.opened, kept))
      const file = await write(`${request.factsheet}-${opened.edition}.html`, html, world)
      const { points, situation } = facts
      return { file, outcome: outcomeOf(points, situation), points, problems: [...told, ...problems] }
    })
  } finally {
    await studio.close()
  }
}

/** Writes the differences alone; throws a Refusal when nothing was published. `from` is a version's number. */
export async function differencesPage(
  compared: Compared,
  request: Request,
  world: World,
  language?: string,
): Promise<string> {
  const { areas, texts } = await open(request, world, language)
  const { opened, version } = compared
  return keeping(world, async (kept) => {
    const on = { request, opened, compared, areas, texts, keeping: kept }
    const { shown, more } = areasShown(on)
    const sets = shown.map(
      (area) =>
        setFacts(
          measureIn(opened, area, quiet(kept.world), () => undefined),
          on,
        ).facts,
    )
    const facts = { ...differencesFacts(on, sets, more), number: version.number + 1, texts: opened.material.texts }
    const html = renderDifferences(facts, readerOf(on), await styleOf(opened, kept))
    return write(`${request.factsheet}-${opened.edition}-diff.html`, html, world)
  })
}

interface Opened extends Pick<Edition, 'past'> {
  readonly areas: readonly Position[] | null
  readonly texts: Texts
  /** What is wrong with the words of the sheet, and does not keep it from being made. */
  readonly problems: readonly Problem[]
}

async function open(request: Request, world: World, language?: string): Promise<Opened> {
  const problems: Problem[] = []
  const { opened, areas } = await openWhole(request, world, problems)
  const told: Problem[] = []
  const texts = await reviewTexts(opened.material, world, tellOnce(told), language)
  refuse(told)
  return { past: opened.past, areas, texts, problems: told }
}

function readerOf({ texts, opened, keeping: { world } }: Pick<Reviewing, 'texts' | 'opened' | 'keeping'>): Reader {
  return { texts, zone: opened.past.calendar.zone, now: world.now }
}

async function styleOf({ material: { theme, fonts } }: Edition, { world }: Keeping): Promise<StyleFor> {
  const sheet = new TextDecoder().decode(await world.files.read(STYLE))
  return (body) => pageStyle([sheet, themeCss(theme)], body, fonts)
}

async function write(name: string, html: string, { files }: World): Promise<string> {
  const file = `${FOLDER}/${name}`
  await refusingDisk(FOLDER, () => files.write(file, html))
  return file
}
