/** Ends a publication that a person must approve first. */
import type { Compared } from './differ.ts'
import type { Problem } from './problem.ts'
import { hashOf } from './release/approval.ts'
import { figureChanges } from './release/difference.ts'
import { type ChangeKind, judgeDifferences } from './release/kind.ts'

export interface Needed {
  readonly factsheet: string
  readonly edition: string
  /** The version that waits. */
  readonly version: number
  readonly kind: ChangeKind | null
  /** Rows that came or went: the kind is for a person to say. */
  readonly undecided: number
  /** Figures that change. */
  readonly changes: number
  /** SHA-256 of the differences. */
  readonly differences: string
  /** Where the approval will stand. */
  readonly file: string
  /** The notice as readers would see it, by area and language. */
  readonly notices: readonly { readonly area: string | null; readonly language: string; readonly text: string }[]
}

/** Thrown for differences that no approval releases; with what is wrong with the approval that there is. */
export class ApprovalNeeded extends Error {
  readonly needed: Needed
  readonly problems: readonly Problem[]
  constructor(needed: Needed, problems: readonly Problem[]) {
    super('An approval is needed')
    this.name = 'ApprovalNeeded'
    this.needed = needed
    this.problems = problems
  }
}

/** Areas whose notices are shown; of more, the first ones. */
const MOST_AREAS = 3

export function neededFor({ differences, version, imprints }: Compared, file: string): Needed {
  const { factsheet, edition } = differences
  const { kind, undecided } = judgeDifferences(differences)
  const changed = new Set(differences.sets.filter(({ changes }) => changes.length > 0).map(({ area }) => area))
  const notices = [...imprints]
    .filter(([area]) => changed.has(area))
    .slice(0, MOST_AREAS)
    .flatMap(([area, { words }]) =>
      [...words].flatMap(
        ([
          language,
          {
            notices: [newest],
          },
        ]) => {
          return newest ? [{ area, language, text: [newest.heading, ...newest.sentences].join(' ') }] : []
        },
      ),
    )
  const changes = figureChanges(differences).length
  return {
    factsheet,
    edition,
    version: version.number + 1,
    kind,
    undecided: undecided.length,
    changes,
    differences: hashOf(differences),
    file,
    notices,
  }
}
