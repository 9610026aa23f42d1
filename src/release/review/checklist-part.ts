/** What must be decided: the outcome, what it is about, and the points. */
import { formatMoment } from '../../format/moment.ts'
import type { Texts } from '../../format/texts.ts'
import { escapeHtml } from '../../html/escape.ts'
import { outcomeOf, type Point } from './checklist.ts'
import type { Reader, ReviewFacts } from './facts.ts'
import { count, said, say } from './voice.ts'

export function decisionHtml(facts: ReviewFacts, reader: Reader): string {
  const { points, situation } = facts
  const { texts } = reader
  const outcome = outcomeOf(points, situation)
  const tally = (state: Point['state']) => points.filter((one) => one.state === state).length
  const counted = { blocks: tally('blocks'), warns: tally('warns'), passed: tally('passed') }
  return `<div class="decision ${outcome}">
<p class="outcome">${said(`outcome.${outcome}`, texts)}</p>
<p>${said('outcome.tally', texts, counted)}</p>
</div>
<dl class="facts">${rowsOf(facts, reader)
    .map(([key, html]) => `<div><dt>${said(`facts.${key}`, texts)}</dt><dd>${html}</dd></div>`)
    .join('\n')}</dl>
<ul class="points">${points.map((one) => pointHtml(one, texts)).join('\n')}</ul>`
}

function rowsOf(facts: ReviewFacts, { texts }: Reader): readonly (readonly [string, string])[] {
  const { situation, hash, edition, number, changed, from } = facts
  const kind = said(`kinds.${situation.kind ?? 'none'}`, texts)
  return [
    ['edition', escapeHtml(edition)],
    ['version', situation.kind === null ? said('facts.no_version', texts) : count(number, texts)],
    ['kind', kind],
    ...(from
      ? ([
          ['changed', count(changed, texts)],
          ['undecided', count(situation.undecided, texts)],
        ] as const)
      : []),
    ['approval', said(`approval.${situation.approval}`, texts)],
    ...(hash === null ? [] : ([['hash', `<code>${hash}</code>`]] as const)),
  ]
}

/** Sections in which an open point is explained. */
const EXPLAINED: Readonly<Record<string, string>> = {
  approval_missing: 'differences',
  approval_unfit: 'differences',
  undecided: 'differences',
  withdraws: 'pages',
  unusual: 'moves',
  warnings: 'warnings',
  skipped: 'checks',
  no_parity: 'parity',
  no_budget: 'parity',
}

function pointHtml({ state, key, values }: Point, texts: Texts): string {
  const section = EXPLAINED[key]
  const told = said(`points.${key}`, texts, values)
  const words = section === undefined ? told : `<a href="#${section}">${told}</a>`
  return `<li class="${state}"><span class="state">${said(`states.${state}`, texts)}</span> <span>${words}</span></li>`
}

/** `Edition 2020, draft of version 2, compared with version 1 of 28 January 2021.` */
export function standingWords(
  { edition, from, number }: Pick<ReviewFacts, 'edition' | 'from' | 'number'>,
  { texts, zone }: Reader,
): string {
  if (!from) return say('standing_first', texts, { edition })
  const date = momentWords(Temporal.Instant.from(from.issued), zone, texts)
  return say('standing', texts, { edition, version: number, from: from.number, date })
}

export const momentWords = (at: Temporal.Instant, zone: string, texts: Texts): string =>
  formatMoment(at.toZonedDateTimeISO(zone), texts)
