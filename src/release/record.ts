/** The release record of a version: who approved which differences, and why; kept in git beside the data. */
import { z } from 'zod'
import { checkShape, type Document, readDocument } from '../data/document.ts'
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { CHANGE_KINDS } from './kind.ts'
import { missingLanguages } from './reasons.ts'
import type { Approval } from './version.ts'

const Day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date is like 2021-03-12')

export const RecordSpec = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  severity: z.enum(['minor', 'major']),
  reason: z.record(z.string(), z.string().min(1)).describe('Why, in every language of the factsheet'),
  raised: z.string().min(1).optional().describe('Why the kind is graver than the one found, or what was decided'),
  approved_by: z.string().min(1),
  approved_on: Day,
  differences: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'it is the hash that `diptych approve` wrote')
    .describe('What was approved'),
})

/** A record, and what it was given for. */
export interface ReleaseRecord extends Approval {
  /** SHA-256 of the differences that it releases; no others. */
  readonly differences: string
}

/** `data/voluntary-return/releases/2020-2.yaml`. */
export const recordPath = (factsheet: string, edition: string, version: number): string =>
  `data/${factsheet}/releases/${edition}-${version}.yaml`

/** The record of a version; null when there is none. Tells what is wrong with it, and each language without a reason. */
export async function readRecord(
  path: string,
  languages: readonly string[],
  world: World,
  tell: Tell,
): Promise<ReleaseRecord | null> {
  if (!(await world.files.exists(path))) return null
  const document = readDocument(new TextDecoder().decode(await world.files.read(path)), path, tell)
  const spec = document && checkShape(document, RecordSpec, tell)
  if (!document || !spec || !saysWhy(spec.reason, languages, document, tell)) return null
  const { kind, severity, reason, raised, approved_by: by, approved_on: on, differences } = spec
  return { kind, severity, reason, by, on, differences, ...(raised !== undefined && { raised }) }
}

function saysWhy(
  reason: Readonly<Record<string, string>>,
  languages: readonly string[],
  document: Document,
  tell: Tell,
) {
  const missing = missingLanguages(reason, languages)
  const unknown = Object.keys(reason).filter((language) => !languages.includes(language))
  for (const language of missing) tell(problem('reason-missing', { language }, document.place(['reason'], 'key')))
  for (const language of unknown)
    tell(problem('reason-in-no-language', { language, languages }, document.place(['reason', language], 'key')))
  return missing.length === 0 && unknown.length === 0
}

/** The record as it is written: YAML, in the order in which a person reads it. */
export async function recordText({ by, on, differences, raised, ...record }: ReleaseRecord): Promise<string> {
  const { stringify } = await import('yaml')
  const { kind, severity, reason } = record
  const named = {
    kind,
    severity,
    reason,
    ...(raised !== undefined && { raised }),
    approved_by: by,
    approved_on: on,
    differences,
  }
  return `# Written by \`diptych approve\`. It releases the differences that it was written for, and no others.\n${stringify(named)}`
}
