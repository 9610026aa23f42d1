/** The versions of each edition as a person reads them in a terminal, newest first. */
import { styleText } from 'node:util'
import { figureChanges } from './release/difference.ts'
import type { Version } from './release/version.ts'
import type { Paper } from './report.ts'

/** `editions` holds the versions of each edition. */
export function reportHistory(factsheet: string, editions: readonly (readonly Version[])[], paper: Paper): string {
  const known = editions.filter((versions) => versions.length > 0)
  if (known.length === 0) return `Nothing of ${factsheet} was published.`
  return known.map((versions) => editionText(versions, paper)).join('\n\n')
}

function editionText(versions: readonly Version[], { colour }: Paper): string {
  const [newest] = versions
  const title = `${newest?.factsheet} ${newest?.edition}`
  const gone = new Set(versions.flatMap(({ withdraws }) => withdraws))
  const heading = colour ? styleText('bold', title, { validateStream: false }) : title
  return [heading, ...versions.flatMap((one) => versionLines(one, gone.has(one.number)))].join('\n')
}

function versionLines(version: Version, withdrawn: boolean): readonly string[] {
  const { number, kind, issued, approval, late, renewed } = version
  const changes = figureChanges({ sets: version.sets }).length
  const figures = changes === 0 ? '' : `, ${changes} figures`
  return [
    `  version ${number}  ${issued}  ${kind}${figures}${withdrawn ? ', withdrawn' : ''}`,
    ...(approval ? [`      approved by ${approval.by} on ${approval.on}, ${approval.severity}`] : []),
    ...Object.entries(approval?.reason ?? {}).map(([language, reason]) => `      ${language}: ${reason}`),
    ...Object.entries(late ?? {}).map(([language, reason]) => `      late, ${language}: ${reason}`),
    ...renewed.map((moment) => `      its files were made again ${moment}`),
  ]
}
