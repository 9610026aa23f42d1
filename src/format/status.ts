/** Letters in square brackets after a number, or in its place, as the UK Analysis Function recommends over symbols. */
import { byPrecedence } from '../figures/arithmetic.ts'
import type { Figure } from '../figures/figure.ts'
import { problem, Refusal, suggest } from '../problem.ts'
import type { Texts } from './texts.ts'

/** Statuses of an absent value, and the letter that stands in its place. */
const ABSENT: Readonly<Record<string, string>> = { O: 'x', L: 'x', H: 'x', M: 'z', Q: 'c' }

/**
 * Codes that a figure shows, the most important first by SDMX precedence: `c` confidential, `z` not applicable or `x`
 * missing in the place of a number, then observation statuses. Message `status.<code>` explains each. Of a number that is
 * withheld nothing more is said but a break, which is a property of the series.
 */
export function statusCodes(figure: Figure): readonly string[] {
  const told = figure.suppressed ? figure.status.filter((status) => status === 'B') : figure.status
  const flags = byPrecedence(told).filter((status) => !(status in ABSENT))
  return [...absence(figure), ...flags]
}

/** The same as printed: `[p]`, `[e]`; `[c]`, `[z]` or `[x]` where there is no number. */
export function statusLetters(figure: Figure): readonly string[] {
  return statusCodes(figure).map((code) => `[${code.toLowerCase()}]`)
}

/** The legend of codes that were printed, one `[p] provisional` each; codes of absent values come down to `[x]` `[z]` `[c]`. */
export function legendOf(codes: Iterable<string>, texts: Texts): readonly string[] {
  const shown = [...codes].filter((code) => code !== 'A').map((code) => ABSENT[code] ?? code)
  return [...new Set(shown)].map((code) => `[${code.toLowerCase()}] ${meaning(code, texts)}`)
}

function meaning(code: string, { messages, language }: Texts): string {
  const message = messages.get(`status.${code}`)
  if (message) return message.source
  const facts = { key: `status.${code}`, language: language.code, hint: suggest(`status.${code}`, messages.keys()) }
  throw new Refusal([problem('unknown-message', facts)])
}

function absence({ suppressed, rounded, status }: Figure): readonly string[] {
  if (suppressed || (rounded === null && status.includes('Q'))) return ['c']
  if (rounded !== null) return []
  // M says that data cannot exist, e.g. a share of nothing; beside O, L or H something real is missing too.
  const impossible = status.includes('M') && !status.some((one) => one === 'O' || one === 'L' || one === 'H')
  return [impossible ? 'z' : 'x']
}
