/** Gathers what a review sheet tells: the draft measured, rendered, printed and pictured, beside what was published. */
import { withdrawnBy } from './archive-version.ts'
import type { Compared } from './differ.ts'
import { type Draft, noteAmounts, type Request, renderDraft } from './draft.ts'
import { type Edition, type Measured, measureIn } from './edition.ts'
import type { Figures, Position } from './figures/figure.ts'
import { shiftPeriod } from './figures/period.ts'
import { reconciliations } from './figures/reconciliation.ts'
import { formatMoment } from './format/moment.ts'
import type { Texts } from './format/texts.ts'
import { plain, word } from './format/wording.ts'
import type { Keeping } from './keeping.ts'
import { type Problem, refuse, tellOnce } from './problem.ts'
import { approvalProblems, hashOf } from './release/approval.ts'
import { readFigures, readVersions } from './release/archive.ts'
import { figureChanges } from './release/difference.ts'
import { judgeDifferences } from './release/kind.ts'
import { cellsWithheld } from './release/observed.ts'
import { recordPath } from './release/record.ts'
import { type ApprovalState, checklist, dueOf, type Situation } from './release/review/checklist.ts'
import { compareEditions } from './release/review/editions.ts'
import type { DifferencesFacts, ReviewFacts, SetFacts, SetReview } from './release/review/facts.ts'
import { hiddenFigures, withoutHidden } from './release/review/hidden.ts'
import { unusualMoves } from './release/review/moves.ts'
import { isEqual, parityOf } from './release/review/parity.ts'
import type { Version } from './release/version.ts'
import { type Pictures, picturesOf } from './review-pictures.ts'

/** A draft that is looked at, and the version that it is compared with. */
export interface Reviewing {
  readonly request: Request
  readonly opened: Edition
  /** Null before anything is published. */
  readonly compared: Compared | null
  /** Those that were asked for; null of a factsheet that has none. */
  readonly areas: readonly Position[] | null
  /** Words of whoever reads. */
  readonly texts: Texts
  readonly keeping: Keeping
}

/** Areas of which everything is shown; of more, their number. */
const MOST_AREAS = 5

/** Everything that the sheet tells; a Refusal when a document is not right. */
export async function gatherReview(on: Reviewing, pictures: Pictures, problems: Problem[]): Promise<ReviewFacts> {
  const previous = shiftPeriod(on.opened.edition, on.opened.edition.includes('-') ? '-1 month' : '-1 year')
  const before = previous === null ? undefined : (await versionsOf(previous, on))[0]
  const { shown, more } = areasShown(on)
  const sets: SetReview[] = []
  for (const area of shown) sets.push(await reviewSet(area, before, on, pictures, problems))
  const situation = await situationOf(sets, problems, on)
  const { compared, opened, texts } = on
  return {
    ...differencesFacts(on, sets, more),
    sets,
    situation,
    points: checklist(situation),
    number: (compared?.version.number ?? 0) + 1,
    hash: compared && situation.kind !== null ? hashOf(compared.differences) : null,
    changed: compared ? figureChanges(compared.differences).length : 0,
    previous,
    problems,
    texts: opened.material.texts,
    noteTexts: noteTexts(opened, texts),
  }
}

const versionsOf = (edition: string, { request, keeping }: Reviewing): Promise<readonly Version[]> =>
  readVersions(request.factsheet, edition, keeping.world.files)

/** The areas that changed, or all before the first version: the first ones, and how many more there are. */
export function areasShown({ areas, compared, request }: Pick<Reviewing, 'areas' | 'compared' | 'request'>) {
  if (!areas) return { shown: [null], more: 0 }
  const changed = areas.filter(({ code }) => request.areas || !compared || hasChanged(code, compared))
  return { shown: changed.slice(0, MOST_AREAS), more: Math.max(0, changed.length - MOST_AREAS) }
}

function hasChanged(code: string, { differences: { sets, words } }: Compared): boolean {
  return (
    sets.some(({ area, changes }) => area === code && changes.length > 0) || words.some(({ area }) => area === code)
  )
}

/** What differs in some sets; no number in it that is withheld by now. */
export function differencesFacts(
  { opened, compared, request }: Pick<Reviewing, 'opened' | 'compared' | 'request'>,
  sets: readonly SetFacts[],
  more: number,
): DifferencesFacts {
  const { datasets } = opened.material.data
  return {
    name: request.factsheet,
    edition: opened.edition,
    from: compared?.version ?? null,
    observations: compared?.differences.observations ?? [],
    sets,
    more,
    dimensions: new Map([...datasets].map(([name, { dimensions }]) => [name, dimensions])),
  }
}

/** The changes of one set, and the figures that must not be shown as they were published. */
export function setFacts(
  { figures, changes }: Pick<Measured, 'figures' | 'changes'>,
  { opened, compared }: Pick<Reviewing, 'opened' | 'compared'>,
): { readonly facts: SetFacts; readonly hidden: ReadonlySet<string> } {
  const area = figures.area?.code ?? null
  const { observations, figures: published } = opened.past
  const cells = cellsWithheld(observations, compared?.differences.observations ?? [])
  const hidden = hiddenFigures(published.get(area) ?? [], figures, cells)
  const words = compared?.differences.words.filter((one) => one.area === area) ?? []
  return { facts: { area, figures, changes: withoutHidden(changes, hidden), words }, hidden }
}

async function reviewSet(
  area: Position | null,
  before: Version | undefined,
  on: Reviewing,
  pictures: Pictures,
  problems: Problem[],
): Promise<SetReview> {
  const { opened, request, keeping, compared } = on
  const { world, watching } = keeping
  const tell = tellOnce(problems)
  const measured = measureIn(opened, area, world, tell)
  refuse(problems)
  const draft = await renderDraft(measured, request, world, tell, { drawing: true, inputs: watching.inputs })
  refuse(problems)
  const { facts, hidden } = setFacts(measured, on)
  const version = hidden.size > 0 ? null : (compared?.version ?? null)
  const marked = facts.changes.filter(({ printed }) => printed).map(({ figure }) => figure)
  const { pages, shown } = await picturesOf({ draft, version, marked, pictures, files: world.files }, tell)
  refuse(problems)
  return {
    ...facts,
    ...evidenceOf(draft),
    imprint: measured.imprint,
    pages,
    pictures: shown,
    hides: hidden.size > 0,
    editions: before ? await editionsOf(before, measured.figures, on) : null,
  }
}

function evidenceOf({ figures, material, pages }: Draft): Pick<SetReview, 'moves' | 'reconciled' | 'parity' | 'notes'> {
  const { spec } = material.factsheet
  return {
    moves: unusualMoves(figures, spec),
    reconciled: reconciliations(figures, spec.checks),
    parity: parityOf(pages),
    notes: pages[0]?.printing.notes ?? [],
  }
}

async function editionsOf(before: Version, figures: Figures, { keeping }: Reviewing) {
  const area = figures.area?.code ?? null
  return compareEditions(await readFigures(before, area, keeping.world.files), figures)
}

async function situationOf(
  sets: readonly SetReview[],
  problems: readonly Problem[],
  on: Reviewing,
): Promise<Situation> {
  const { opened, compared, keeping, texts } = on
  const { calendar, versions } = opened.past
  const due = dueOf(calendar, opened.edition, versions.length, keeping.world.now)
  const verdict = compared && judgeDifferences(compared.differences)
  const lines = sets.flatMap(({ reconciled }) => reconciled)
  const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
  return {
    kind: verdict ? verdict.kind : 'first',
    undecided: verdict?.undecided.length ?? 0,
    approval: approvalOf(on),
    due,
    moment: 'at' in due ? formatMoment(due.at, texts) : '',
    warnings: problems.length,
    reconciled: {
      checks: opened.material.factsheet.spec.checks.length,
      lines: sum(lines.map((one) => one.lines.length)),
      skipped: sum(lines.map(({ skipped }) => skipped)),
    },
    parity: sets.every(({ parity }) => isEqual(parity)),
    documents: sets.flatMap(({ pages }) => pages),
    unusual: sum(sets.map(({ moves }) => moves.large.length + moves.small.length)),
    withdraws: compared ? await withdrawnBy(compared, keeping.world) : [],
  }
}

function approvalOf({ compared, opened }: Reviewing): ApprovalState {
  if (!compared) return 'unneeded'
  const { differences, version } = compared
  const { kind, needsApproval } = judgeDifferences(differences)
  const { record } = opened.past
  if (kind === null || (!needsApproval && !record)) return 'unneeded'
  if (!record) return 'missing'
  const file = recordPath(differences.factsheet, differences.edition, version.number + 1)
  return approvalProblems(record, differences, file).length === 0 ? 'fits' : 'unfit'
}

function noteTexts({ material }: Edition, texts: Texts): ReadonlyMap<string, string> {
  const amounts = [...noteAmounts(material, [texts])]
  const known = amounts.filter(([note]) => texts.messages.has(`notes.${note}`))
  return new Map(known.map(([note, amount]) => [note, plain(word(`notes.${note}`, { amount }, texts) ?? [])]))
}
