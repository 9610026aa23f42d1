/** What search engines read of an entry page: schema.org, without a number. */
import { sideOf } from '../../html/view.ts'
import { entryPath, mediaType, reach, versionPath } from './address.ts'
import { currentOf, firstIssued } from './edition.ts'
import type { PublicEdition, PublicVersion, Side } from './facts.ts'
import { jsonForScript, type Markup, markup } from './markup.ts'
import { coverage } from './period.ts'
import { reasonIn, wordsOf } from './words.ts'

/** A catalogue with each edition that has a version left as a dataset. */
export function schemaScript(side: Side): Markup {
  const { facts, texts, path } = side
  const catalog = {
    '@context': 'https://schema.org',
    '@type': 'DataCatalog',
    url: reach(facts.site, path, entryPath(facts.factsheet, texts.language.code)),
    inLanguage: texts.language.locale,
    dataset: facts.editions.flatMap((edition) => datasetOf(edition, side)),
  }
  return markup`<script type="application/ld+json">${jsonForScript(catalog)}</script>\n`
}

function datasetOf(edition: PublicEdition, side: Side): readonly object[] {
  const current = currentOf(edition)
  const words = current && wordsOf(current, side.texts)
  if (!current || !words) return []
  const { version } = current
  const corrections = edition.versions.flatMap((one) => correctionOf(one, side))
  return [
    {
      '@type': 'Dataset',
      '@id': reach(side.facts.site, side.path, versionPath(version.factsheet, version.edition, 'latest')),
      name: words.title,
      description: words.description,
      creator: { '@type': 'GovernmentOrganization', name: words.agency },
      inLanguage: sideOf(side.texts).lang,
      temporalCoverage: coverage(edition.edition),
      version: String(version.number),
      datePublished: firstIssued(edition),
      dateModified: version.issued,
      ...(side.facts.license === null ? {} : { license: side.facts.license }),
      distribution: distributions(current, side),
      ...(corrections.length === 0 ? {} : { correction: corrections }),
    },
  ]
}

/** The files in the language of the page; those of areas, by the thousand, are in the catalogue. */
function distributions({ version }: PublicVersion, { facts, texts, path }: Side): readonly object[] {
  const folder = versionPath(version.factsheet, version.edition, 'latest')
  const files = version.sets.find(({ area }) => area === null)?.files ?? []
  return files
    .filter(({ document }) => document === texts.language.code || document === null)
    .map((file) => ({
      '@type': 'DataDownload',
      encodingFormat: mediaType(file),
      contentSize: String(file.bytes),
      contentUrl: reach(facts.site, path, folder + file.path),
    }))
}

function correctionOf({ version, withdrawn, notices }: PublicVersion, { texts }: Side): readonly object[] {
  if (version.kind !== 'correction' || withdrawn) return []
  const notice = notices.find(({ area, language }) => area === null && language === texts.language.code)
  const said = [...(notice?.lines ?? []), reasonIn(version.approval?.reason, texts) ?? ''].filter((one) => one !== '')
  return [{ '@type': 'CorrectionComment', datePublished: version.issued, text: said.join(' ') }]
}
