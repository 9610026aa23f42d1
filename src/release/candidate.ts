/** The state of an edition that is to be its next version, or the draft of it: compared with the newest one, marked, and imprinted. */
import type { DataPackage } from '../data/dataset.ts'
import type { Figures } from '../figures/figure.ts'
import type { Texts } from '../format/texts.ts'
import type { Imprint } from '../html/imprint.ts'
import { compareFigures } from './compare.ts'
import type { Change } from './difference.ts'
import { embargoOf } from './embargo.ts'
import { imprintOf, noticesOf } from './imprint.ts'
import { judgeDifferences } from './kind.ts'
import { cellsUsed, cellsWithheld, compareObservations, type ObservationRecord, observedIn } from './observed.ts'
import type { Past } from './past.ts'
import { type Amendment, amendmentsOf, markRevised, type Standing, withoutWithheld } from './standing.ts'
import type { Kind, Reasons, WordedNotice } from './version.ts'

/** As what a version is published; without it, documents are drafts. */
export interface Publication {
  readonly number: number
  readonly kind: Kind
  /** ISO 8601, UTC. */
  readonly issued: string
  readonly zone: string
  readonly reason: Reasons | null
}

export interface Candidate {
  /** With those marked that some version has changed. */
  readonly figures: Figures
  readonly imprint: Imprint
  /** What is not as in the newest version. */
  readonly changes: readonly Change[]
  /** What the figures are made from; empty for the draft of a first version. */
  readonly observed: readonly ObservationRecord[]
  /** The notices in full, of all versions that have one. */
  readonly notices: readonly WordedNotice[]
}

/** What one area's documents, or the only ones, are made from. */
interface State {
  readonly figures: Figures
  readonly data: DataPackage
  readonly texts: ReadonlyMap<string, Texts>
}

/** Compares a state with the newest version, and words what its documents will say of themselves. */
export function candidateOf({ figures, data, texts }: State, past: Past, publication: Publication | null): Candidate {
  const area = figures.area?.code ?? null
  const isFirstDraft = past.versions.length === 0 && !publication
  const observed = isFirstDraft ? [] : observedIn(data, cellsUsed(figures))
  // Of other areas' rows this area knows nothing: to it, they would all be gone.
  const differing = compareObservations(past.observations, observed).filter(({ kind }) => kind !== 'removed')
  const withheld = cellsWithheld(past.observations, differing)
  const before = past.figures.get(area) ?? []
  const changes = past.versions.length === 0 ? [] : compareFigures(before, figures, differing, withheld)
  const { factsheet = '', edition = '', number = 0 } = past.versions[0] ?? {}
  const sets = [{ area, changes }]
  const { kind } = judgeDifferences({ factsheet, edition, from: number, observations: differing, sets, words: [] })
  const next = publication ?? (kind && { number: number + 1, kind, issued: null, reason: past.record?.reason ?? null })
  const amendments = amendmentsOf(past.versions, area)
  const added = next && next.kind !== 'first' ? [amendment(next, changes)] : []
  const standing = withoutWithheld(
    {
      ...standingOf(past, publication, figures.edition),
      number: next?.number ?? number,
      amendments: [...added, ...amendments],
    },
    figures,
  )
  const notices = noticesOf(standing, figures, texts)
  const imprint = imprintOf(standing, figures, texts)
  return { figures: markRevised(figures, standing), imprint, changes, observed, notices }
}

type Next = Pick<Publication, 'number' | 'kind' | 'reason'> & { readonly issued: string | null }

function amendment({ kind, ...next }: Next, changes: readonly Change[]): Amendment {
  return { ...next, kind: kind === 'first' ? 'editorial' : kind, changes }
}

function standingOf(
  { versions, calendar }: Past,
  publication: Publication | null,
  edition: string,
): Pick<Standing, 'issued' | 'first' | 'zone' | 'embargo'> {
  const issued = publication?.issued ?? null
  return {
    issued,
    first: versions.at(-1)?.issued ?? issued,
    zone: publication?.zone ?? calendar.zone,
    embargo: versions.length > 0 ? null : embargoOf(calendar, edition),
  }
}
