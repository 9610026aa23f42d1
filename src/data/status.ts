/** SDMX code lists: what an observation status says about the number beside it. */
import type { ConfidentialityStatus, ObservationStatus } from './dataset.ts'

/**
 * What each code of CL_OBS_STATUS stands with: `number`, `missing` (it explains an empty cell), or `either`
 * (SDMX "Possible ways of implementing the observation status concept", v2.0, 2019).
 */
const STANDS_WITH = {
  A: 'number',
  B: 'either',
  D: 'number',
  E: 'number',
  F: 'number',
  G: 'number',
  H: 'missing',
  I: 'number',
  J: 'either',
  K: 'missing',
  L: 'missing',
  M: 'missing',
  N: 'number',
  O: 'missing',
  P: 'number',
  Q: 'missing',
  S: 'either',
  U: 'number',
  V: 'number',
  W: 'number',
} as const satisfies Record<ObservationStatus, 'number' | 'missing' | 'either'>

const FREE: ConfidentialityStatus = 'F'

export const OBSERVATION_STATUSES = Object.keys(STANDS_WITH) as readonly ObservationStatus[]
export const CONFIDENTIALITY_STATUSES: readonly ConfidentialityStatus[] = [FREE, 'N', 'C', 'D', 'S']

/** Says why there is no number, so that the cell may be empty. */
export function explainsMissing(status: ObservationStatus): boolean {
  return STANDS_WITH[status] === 'missing'
}

/** May not stand beside an empty cell, because it describes a number. */
export function describesNumber(status: ObservationStatus): boolean {
  return STANDS_WITH[status] === 'number'
}

/** The number exists but may not be published: by its confidentiality, or by SDMX status Q. */
export function isSuppressed(status: readonly string[], confidentiality: readonly string[]): boolean {
  return status.includes('Q') || confidentiality.some((code) => code !== FREE)
}
