/** Differences as a person reads them in a terminal, and as a machine does. */
import { styleText } from 'node:util'
import { Big } from 'big.js'
import type { Compared } from './differ.ts'
import { round } from './figures/arithmetic.ts'
import { hashOf } from './release/approval.ts'
import {
  type Change,
  type Differences,
  figureChanges,
  type ObservationChange,
  saysTheSame,
} from './release/difference.ts'
import { judgeDifferences } from './release/kind.ts'
import type { Paper } from './report.ts'

/** Rows of a section that are shown; of more, their number. */
const MOST_SHOWN = 40

/** Everything, for programs; numbers are exact decimal strings. */
export function differencesJson({ differences }: Compared): object {
  const { kind, undecided, needsApproval } = judgeDifferences(differences)
  return { ok: true, kind, needsApproval, undecided: undecided.length, hash: hashOf(differences), ...differences }
}

/** Inputs first, then what follows from them, then words; and what kind of version they ask for. */
export function reportDifferences({ differences, version }: Compared, paper: Paper): string {
  const { factsheet, edition } = differences
  const head = `${factsheet} ${edition}, compared with version ${version.number} of ${version.issued}`
  const printed = figureChanges(differences).filter((one) => one.printed)
  const none = printed.length === 0 && !saysTheSame(differences) ? ['No printed figure changes.'] : []
  return [
    head,
    ...section('Data', differences.observations.map(observationRow), paper),
    ...section('Figures', differences.sets.flatMap(figureRows), paper),
    ...section('Words', differences.words.flatMap(wordRows), paper),
    ...none,
    verdictWords(differences),
  ].join('\n\n')
}

function section(title: string, rows: readonly (readonly string[])[], { colour }: Paper): readonly string[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, MOST_SHOWN)
  const widths = (shown[0] ?? []).map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)))
  const lines = shown.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const more = rows.length > shown.length ? [`and ${rows.length - shown.length} more`] : []
  const heading = colour ? styleText('bold', title, { validateStream: false }) : title
  return [[heading, ...[...lines, ...more].map((line) => `  ${line}`)].join('\n')]
}

const NO_NUMBER = '(none)'
const WITHHELD = '(withheld)'

function observationRow({ kind, dataset, key, old, new: now, cell }: ObservationChange): readonly string[] {
  const after = kind === 'withheld' ? WITHHELD : (now ?? NO_NUMBER)
  const before = kind === 'withheld' ? WITHHELD : (old ?? NO_NUMBER)
  return [dataset, Object.values(key).join(' '), before, '->', after, kind, cell]
}

function figureRows({ area, changes }: Differences['sets'][number]): readonly (readonly string[])[] {
  return changes.map((one) => [
    `${area === null ? '' : `${area} `}${one.figure}`,
    one.withheld ? WITHHELD : shown(one.old, one),
    '->',
    one.withheld ? WITHHELD : shown(one.new, one),
    one.input ? 'put in' : one.printed ? 'follows' : 'follows, printed the same',
  ])
}

function shown(value: string | null, { decimals, unit }: Change): string {
  if (value === null) return NO_NUMBER
  return `${round(new Big(value), decimals).toFixed(decimals)}${unit === 'percent' ? ' %' : ''}`
}

function wordRows({ document, area, old, new: now }: Differences['words'][number]): readonly (readonly string[])[] {
  const where = area === null ? document : `${area} ${document}`
  return [...old.map((text) => [where, `- ${text}`]), ...now.map((text) => [where, `+ ${text}`])]
}

function verdictWords(differences: Differences): string {
  const { kind, undecided, needsApproval } = judgeDifferences(differences)
  if (kind === null) {
    const inputs = differences.observations.length > 0 ? ' The data that changed show in none of them.' : ''
    return `No published figure and no word is another: there is nothing to publish.${inputs}`
  }
  const decide = undecided.length > 0 ? ', or graver: rows came or went, which a person must judge' : ''
  return `Kind: ${kind}${decide}.${needsApproval ? ' It needs an approval.' : ' It may be published as it is.'}`
}
