/** What each finished PDF is told of itself and carries with it, from the edition that it belongs to. */
import type { DocumentPlan, Measured } from './draft.ts'
import { ENGINE } from './engine.ts'
import { plainText } from './format/wording.ts'
import type { Page } from './html/page.ts'
import { figuresOutput, type Output, tableOutputs } from './outputs.ts'
import type { Attachment } from './pdf/attach.ts'
import type { Finishing } from './pdf/finish.ts'
import { problem, Refusal } from './problem.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The one date in a file: that of SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the first moment
 * after the reference period, which is the same on every machine and at every rebuild.
 */
export function editionDate(edition: string, env: Environment): string {
  const epoch = env['SOURCE_DATE_EPOCH']
  if (epoch === undefined || epoch === '') return periodEnd(edition)
  if (!/^\d{1,11}$/.test(epoch)) throw new Refusal([problem('bad-source-date-epoch', { epoch })])
  return Temporal.Instant.fromEpochMilliseconds(Number(epoch) * 1000).toString()
}

function periodEnd(edition: string): string {
  const next = edition.includes('-')
    ? Temporal.PlainYearMonth.from(edition).add({ months: 1 }).toPlainDate({ day: 1 })
    : Temporal.PlainDate.from({ year: Number(edition) + 1, month: 1, day: 1 })
  return `${next.toString()}T00:00:00Z`
}

/** Everything that finishing the PDF of a page needs; the tables and figures are attached unless it is to be a PDF/A-2. */
export function finishingOf(
  page: Page,
  plan: DocumentPlan,
  { material, figures, imprint }: Measured,
  env: Environment,
): Finishing {
  const { factsheet } = material
  const inEach = (key: string) =>
    plan.texts.map((texts) => ({ lang: texts.language.locale, text: plainText(key, texts, figures) }))
  const { archive } = factsheet.spec
  return {
    facts: {
      titles: inEach('title'),
      descriptions: inEach('description'),
      creators: [...new Set(inEach('agency').map((one) => one.text))],
      identifier: [factsheet.id, figures.edition, ...(figures.area ? [figures.area.code] : []), plan.document].join(
        '/',
      ),
      date: imprint.modified ?? editionDate(figures.edition, env),
      version: imprint.modified === null ? null : String(imprint.version),
      producer: ENGINE,
      archive,
    },
    links: page.printing.links,
    attachments: archive === '3a' ? attachmentsOf(plan, factsheet.id, { material, figures }) : [],
  }
}

/** `figures.json`, and each table as canonical CSV in the languages of the document. */
function attachmentsOf(
  plan: DocumentPlan,
  factsheet: string,
  { figures }: Pick<Measured, 'material' | 'figures'>,
): readonly Attachment[] {
  const sheets = plan.texts
    .flatMap((texts) => tableOutputs(texts, figures))
    .filter((one) => !one.path.endsWith('.excel.csv'))
  return [figuresOutput(factsheet, figures), ...sheets].map(attachmentOf)
}

function attachmentOf({ path, kind, bytes }: Output): Attachment {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { name, mediaType: kind === 'csv' ? 'text/csv' : 'application/json', description: name, bytes }
}
