/** Ground: what went wrong, where, and what to do about it. Every sentence itself stands in `sentences/`. */
import { calendarSentences } from './sentences/calendar.ts'
import { dataSentences } from './sentences/data.ts'
import { definitionSentences } from './sentences/definition.ts'
import { figureSentences } from './sentences/figures.ts'
import { graphicSentences } from './sentences/graphics.ts'
import { httpSentences } from './sentences/http.ts'
import { mailSentences } from './sentences/mail.ts'
import { pageSentences } from './sentences/page.ts'
import { pdfSentences } from './sentences/pdf.ts'
import { queueSentences } from './sentences/queue.ts'
import { releaseSentences } from './sentences/release.ts'
import { sendSentences } from './sentences/send.ts'
import { storeSentences } from './sentences/store.ts'
import { subscriberSentences } from './sentences/subscribers.ts'
import { textSentences } from './sentences/text.ts'
import { toolSentences } from './sentences/tool.ts'

/** A position in a file of the author's; `line` and `column` count from 1, `column` in UTF-16 units as editors do. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** Width of the caret in UTF-16 units; 1 when absent. */
  readonly length?: number
}

export interface Problem {
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly place?: Place
  /** Other places that the message speaks of, e.g. the first of two equal rows. */
  readonly also?: readonly Place[]
}

/** What a sentence function returns: the sentence, what to do about it, and `warning` when the work may go on. */
export interface Sentence {
  readonly message: string
  readonly hint?: string | undefined
  readonly severity?: 'warning'
}

const SENTENCES = {
  ...calendarSentences,
  ...dataSentences,
  ...definitionSentences,
  ...figureSentences,
  ...graphicSentences,
  ...httpSentences,
  ...mailSentences,
  ...pageSentences,
  ...pdfSentences,
  ...queueSentences,
  ...releaseSentences,
  ...sendSentences,
  ...storeSentences,
  ...subscriberSentences,
  ...textSentences,
  ...toolSentences,
}

export type ProblemCode = keyof typeof SENTENCES
type Facts<C extends ProblemCode> = Parameters<(typeof SENTENCES)[C]>[0]

/** Receives problems as they are found; a stage goes on after telling one, so that all are told in one run. */
export type Tell = (problem: Problem) => void

/** Makes the problem `code` from its facts. */
export function problem<C extends ProblemCode>(
  code: C,
  facts: Facts<C>,
  place?: Place,
  also?: readonly Place[],
): Problem {
  const say = SENTENCES[code] as (facts: Facts<C>) => Sentence
  const { message, hint, severity = 'error' } = say(facts)
  return { code, severity, message, ...(hint && { hint }), ...(place && { place }), ...(also && { also }) }
}

/** Thrown to end a command when the author's input, or the machine, does not allow it to go on. */
export class Refusal extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((one) => one.message).join('\n'))
    this.name = 'Refusal'
    this.problems = problems
  }
}

/** The candidate nearest to `word` by edit distance, when it is near enough to be what was meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  // Every letter is one edit away from every other.
  const limit = word.length < 4 ? Math.min(1, word.length - 1) : Math.max(2, Math.floor(word.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** `did you mean "x"?`, or a list of what there is when nothing is near. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const all = [...candidates]
  const near = nearest(word, all)
  if (near !== undefined) return `did you mean "${near}"?`
  return all.length === 0 ? 'there is none' : `there is: ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}`
}

/** Throws a Refusal with all of them when one is an error. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.some((one) => one.severity === 'error')) throw new Refusal(problems)
}

/** A template or chart is wrong for every language that it is used for, but it has to be mended once. */
export function tellOnce(problems: Problem[]): Tell {
  const told = new Set<string>()
  return (one) => {
    const words = JSON.stringify([one.code, one.message, one.place])
    if (!told.has(words)) problems.push(one)
    told.add(words)
  }
}
