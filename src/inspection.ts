/** What `diptych inspect` says of a PDF: what it claims, and rule by rule whether it keeps that. */
import { type Breach, GROUPS, type Group, isClaimed, RULES } from './pdf/breach.ts'
import { type Inspection, inspect } from './pdf/inspect.ts'
import { breachProblem } from './pdf/inspection-problems.ts'
import type { Claims } from './pdf/rules/description.ts'
import type { Problem } from './problem.ts'

/** A broken rule with its sentence. */
export interface Finding {
  readonly group: Group
  readonly breach: Breach
  readonly problem: Problem
  /** Whether the rule belongs to what the file claims; other findings are told, but break no promise. */
  readonly claimed: boolean
}

export interface Judgement extends Inspection {
  readonly file: string
  /** Whether the file claims PDF/UA or PDF/A, and breaks no rule of what it claims. */
  readonly kept: boolean
  readonly findings: readonly Finding[]
}

/** Judges a PDF by what it claims; one that claims nothing by all rules. */
export function judge(file: string, pdf: Uint8Array): Judgement {
  const inspection = inspect(pdf)
  const { claims } = inspection
  const claimsAny = claims.ua !== null || claims.archive !== null
  const all = inspection.breaches.map((breach): Finding => {
    const claimed = isClaimed(breach, claims)
    return { group: RULES[breach.rule].group, breach, problem: breachProblem(breach), claimed }
  })
  // A rule without a clause is good advice for every file; those of a standard that the file does not claim are not its own.
  const findings = all.filter(({ claimed, breach }) => !claimsAny || claimed || breach.clause === '')
  return { ...inspection, file, kept: claimsAny && !findings.some(({ claimed }) => claimed), findings }
}

/** The standards that a file claims, e.g. `PDF/UA-1, PDF/A-3a`. */
export function claimWords({ ua, archive }: Claims): string {
  const all = [ua === null ? '' : `PDF/UA-${ua}`, archive === null ? '' : `PDF/A-${archive}`]
  return all.filter((one) => one !== '').join(', ')
}

/** The judgement as text: what the file says of itself, a line a group of rules, and the findings. */
export function reportJudgement(judgement: Judgement): string {
  const { file, pages, findings } = judgement
  if (pages === 0) return [file, ...findings.flatMap(reportFinding)].join('\n')
  const groups = GROUPS.flatMap((group) => reportGroup(group, findings))
  return [file, ...reportClaims(judgement), '', ...groups, '', verdict(judgement)].join('\n')
}

function reportClaims({ claims, pages, attachments }: Judgement): readonly string[] {
  const date = claims.modified !== null && claims.modified !== claims.created ? `, changed ${claims.modified}` : ''
  const rows: readonly (readonly [string, string])[] = [
    ['claims', claimWords(claims)],
    ['title', claims.title ?? ''],
    ['language', claims.languages.join(', ')],
    ['date', `${claims.created ?? ''}${date}`],
    ['made with', claims.producer ?? ''],
    ['pages', String(pages)],
    ['attached', attachments.join(', ')],
  ]
  return rows.map(([name, text]) => `  ${name.padEnd(10)} ${printable(text) || 'nothing'}`)
}

/** A stranger's PDF must not write into the terminal what it likes. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()

const GROUP_WORDS: Readonly<Record<Group, string>> = {
  file: 'whole, not encrypted, does nothing by itself',
  description: 'title, language and metadata agree',
  structure: 'tags are known and in order, graphics have an alternative',
  tables: 'rows are of one length, cells have headers',
  links: 'links are tagged and described',
  drawing: 'all that is painted is text or marked as decoration',
  fonts: 'embedded, and every letter can be copied and read aloud',
  attachments: 'attached files say what they are',
}

function reportGroup(group: Group, findings: readonly Finding[]): readonly string[] {
  const own = findings.filter((one) => one.group === group)
  const first = `${own.length === 0 ? '✓' : '✗'} ${group.padEnd(12)} ${own.length === 0 ? GROUP_WORDS[group] : ''}`
  return [first.trimEnd(), ...own.slice(0, MOST).flatMap(reportFinding), ...more(own.length - MOST)]
}

/** Findings that are shown of a group. */
const MOST = 20

const more = (count: number): readonly string[] => (count > 0 ? [`    and ${count} more`] : [])

function reportFinding({ breach, problem }: Finding): readonly string[] {
  const clause = breach.clause === '' ? '' : ` (${breach.clause})`
  const hint = problem.hint === undefined ? [] : [`      hint: ${problem.hint}`]
  return [`    ${printable(problem.message)}${clause}`, ...hint]
}

function verdict({ claims, kept, findings }: Judgement): string {
  const claimed = claimWords(claims)
  if (claimed === '') return 'It claims neither PDF/UA nor PDF/A.'
  const absent = [claims.ua === null ? 'PDF/UA' : '', claims.archive === null ? 'PDF/A' : ''].filter(Boolean)
  const besides = absent.length > 0 ? ` It does not claim ${absent.join(' or ')}.` : ''
  const broken = findings.filter((one) => one.claimed).length
  if (kept) return `It keeps what a machine can check of ${claimed.replace(', ', ' and ')}.${besides}`
  return `It claims ${claimed.replace(', ', ' and ')}, and does not keep that: ${broken === 1 ? 'one breach' : `${broken} breaches`}.${besides}`
}

/** The judgement as data, for `--json`. */
export function judgementJson({ file, kept, claims, pages, attachments, findings }: Judgement): object {
  const breaches = findings.map(({ breach, problem, claimed }) => ({
    ...breach,
    claimed,
    message: problem.message,
    hint: problem.hint,
  }))
  return { ok: kept, file, claims, pages, attachments, breaches }
}
