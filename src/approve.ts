/** Writes the release record that lets a version be published: who approved which differences, as what, and why. */
import { Big } from 'big.js'
import { type Compared, differ } from './differ.ts'
import type { Request } from './draft.ts'
import { canonicalNumber, formatNumber } from './format/number.ts'
import type { Texts } from './format/texts.ts'
import { type Problem, problem, refuse } from './problem.ts'
import { hashOf, severityOf } from './release/approval.ts'
import { type Differences, figureChanges, type ObservationChange } from './release/difference.ts'
import { type ChangeKind, isAtLeast, judgeDifferences } from './release/kind.ts'
import { missingLanguages } from './release/reasons.ts'
import { type ReleaseRecord, recordPath, recordText } from './release/record.ts'
import type { Reasons } from './release/version.ts'
import type { World } from './world.ts'

export interface Approving {
  readonly by: string
  readonly reason: Reasons
  /** A kind graver than the one found, or the decision where that cannot be found. */
  readonly kind?: ChangeKind | undefined
  /** Why it is of that kind. */
  readonly because?: string | undefined
  readonly severity?: 'minor' | 'major' | undefined
}

export interface Approved {
  readonly file: string
  readonly record: ReleaseRecord
  readonly version: number
}

/** Approves the differences that there are now; throws a Refusal with all that is missing for it. */
export async function approve(request: Request, world: World, approving: Approving): Promise<Approved> {
  const compared = await differ(request, world)
  const { differences, version } = compared
  const problems = [...kindProblems(compared, approving), ...reasonProblems(compared, approving)]
  refuse(problems)
  const { kind: found } = judgeDifferences(differences)
  const { by, reason, because } = approving
  const record: ReleaseRecord = {
    kind: approving.kind ?? found ?? 'editorial',
    severity: approving.severity ?? severityOf(differences),
    reason,
    ...(because !== undefined && { raised: because }),
    by,
    on: world.now.toZonedDateTimeISO(compared.opened.past.calendar.zone).toPlainDate().toString(),
    differences: hashOf(differences),
  }
  const file = recordPath(differences.factsheet, differences.edition, version.number + 1)
  await world.files.write(file, await recordText(record))
  return { file, record, version: version.number + 1 }
}

/** Rows that are named in a problem; of more, their number. */
const MOST_ROWS = 5

function kindProblems({ differences, version }: Compared, { kind: given, because }: Approving): readonly Problem[] {
  const { kind: found, undecided, needsApproval } = judgeDifferences(differences)
  const { factsheet, edition } = differences
  if (found === null || (!needsApproval && given === undefined))
    return [problem('nothing-to-approve', { factsheet, edition, version: version.number })]
  if (given !== undefined && !isAtLeast(given, found)) return [problem('approval-too-light', { given, found })]
  if (undecided.length > 0 && given === undefined) {
    const more = Math.max(0, undecided.length - MOST_ROWS)
    return [problem('kind-undecided', { rows: undecided.slice(0, MOST_ROWS).map(rowWords), more })]
  }
  const explained = because !== undefined && because.trim() !== ''
  const decided = given !== undefined && (given !== found || undecided.length > 0)
  return decided && !explained ? [problem('kind-unexplained', { given, found })] : []
}

const rowWords = ({ dataset, key, kind }: ObservationChange): string =>
  `${dataset} ${Object.values(key).join(' ')} (${kind})`

function reasonProblems({ opened, differences }: Compared, { reason }: Approving): readonly Problem[] {
  const languages = opened.material.factsheet.languages.map(({ code }) => code)
  const unknown = Object.keys(reason).filter((language) => !languages.includes(language))
  return [
    ...missingLanguages(reason, languages).map((language) => problem('reason-missing', { language })),
    ...unknown.map((language) => problem('reason-in-no-language', { language, languages })),
    ...languages.flatMap((language) => {
      const texts = opened.material.texts.get(language)
      return texts ? numbersTold(reason[language] ?? '', withheldNumbers(differences, opened.past.figures), texts) : []
    }),
  ]
}

/** The numbers that are withheld from now on, as the newest version published them. */
function withheldNumbers(differences: Differences, before: Compared['opened']['past']['figures']): readonly Big[] {
  const withheld = new Set(figureChanges(differences).flatMap(({ figure, withheld }) => (withheld ? [figure] : [])))
  const known = [...before.values()].flat().filter(({ id, value }) => value !== null && withheld.has(id))
  return known.map(({ rounded, value }) => new Big(rounded ?? value ?? 0))
}

/** A reason is published: it must not tell what the version is to withhold. */
function numbersTold(text: string, numbers: readonly Big[], { language }: Texts): readonly Problem[] {
  const spell = (number: Big) => formatNumber(number, canonicalNumber(number).split('.')[1]?.length ?? 0, language)
  const told = numbers.filter((number) => {
    const spellings = [canonicalNumber(number), spell(number)]
    return spellings.some((one) => new RegExp(`(?<!\\p{Nd})${RegExp.escape(one)}(?!\\p{Nd})`, 'u').test(text))
  })
  const spelled = [...new Set(told.map(spell))]
  return spelled.map((number) => problem('reason-tells-number', { language: language.code, number }))
}
