/** The history of an edition as data: what each version was, why, and what changed, as it may be told today. */
import type { Change } from '../difference.ts'
import type { VersionFile, VersionSet } from '../version.ts'
import { recordPath } from './address.ts'
import { toldChanges } from './edition.ts'
import type { PublicEdition, PublicFile, PublicVersion } from './facts.ts'

/** `history.json` of an edition. */
export function recordFile(factsheet: string, edition: PublicEdition): PublicFile {
  const versions = edition.versions.map((one) => versionRecord(one, edition))
  const record = { factsheet, edition: edition.edition, versions }
  return { path: recordPath(factsheet, edition.edition), content: `${JSON.stringify(record, null, 2)}\n` }
}

function versionRecord({ version, withdrawn }: PublicVersion, edition: PublicEdition): object {
  const { approval } = version
  const changes = toldChanges(edition, version.number)
  return {
    version: version.number,
    kind: version.kind,
    issued: version.issued,
    zone: version.zone,
    severity: approval?.severity ?? null,
    reason: approval?.reason ?? null,
    approval: approval ? { by: approval.by, on: approval.on } : null,
    late: version.late ?? null,
    withdrawn,
    renewed: version.renewed,
    sets: [...changes].map(([set, told]) => setRecord(set, told, withdrawn !== null)),
  }
}

function setRecord({ area, files }: VersionSet, changes: readonly Change[], withdrawn: boolean): object {
  return { area, files: withdrawn ? [] : files.map(fileRecord), changes: changes.map(changeRecord) }
}

const fileRecord = ({ path, kind, document, bytes, sha256, pages }: VersionFile): object => ({
  path,
  kind,
  document,
  bytes,
  sha256,
  ...(pages === undefined ? {} : { pages }),
})

const changeRecord = ({ figure, old, new: now, unit, decimals, withheld, input, printed }: Change): object => ({
  figure,
  old,
  new: now,
  unit,
  decimals,
  withheld,
  input,
  printed,
})
