/** The verb of reading back: a PDF in, what it claims and which rules it breaks out. */
import { type Breach, breach } from './breach.ts'
import { type PdfDocument, readDocument } from './document.ts'
import { attachmentBreaches, attachmentName, attachmentsOf } from './rules/attachments.ts'
import { type Claims, descriptionBreaches, readClaims } from './rules/description.ts'
import { drawingBreaches, fontBreaches } from './rules/drawing.ts'
import { fileBreaches } from './rules/file.ts'
import { linkBreaches } from './rules/links.ts'
import { structureBreaches } from './rules/structure.ts'
import { tableBreaches } from './rules/tables.ts'

export interface Inspection {
  readonly pages: number
  readonly claims: Claims
  /** Names of the attached files. */
  readonly attachments: readonly string[]
  /** Alternatives of the graphics in reading order; empty where one has none. */
  readonly alternatives: readonly string[]
  readonly tables: number
  readonly breaches: readonly Breach[]
}

const SILENT: Claims = {
  ua: null,
  archive: null,
  title: null,
  languages: [],
  created: null,
  modified: null,
  producer: null,
}

/** Reads any bytes back by the rules that PDF/UA-1 and PDF/A-2 and -3 set for a machine; throws for none. */
export function inspect(pdf: Uint8Array): Inspection {
  const document = readDocument(pdf)
  if (typeof document !== 'string') return inspectDocument(document)
  const breaches = [breach(document === 'encrypted' ? 'pdf-encrypted' : 'pdf-unreadable')]
  return { pages: 0, claims: SILENT, attachments: [], alternatives: [], tables: 0, breaches }
}

function inspectDocument(document: PdfDocument): Inspection {
  const { file, pages, tree } = document
  const claims = readClaims(file)
  const elements = tree?.elements ?? []
  const alternatives = elements.flatMap(({ type, dict }) =>
    type === 'Figure' ? [file.text(dict.get('Alt')) ?? file.text(dict.get('ActualText')) ?? ''] : [],
  )
  return {
    pages: pages.length,
    claims,
    attachments: attachmentsOf(file).map((one) => attachmentName(one, file)),
    alternatives,
    tables: elements.filter(({ type }) => type === 'Table').length,
    breaches: [
      ...fileBreaches(document),
      ...descriptionBreaches(document),
      ...structureBreaches(document),
      ...tableBreaches(document),
      ...linkBreaches(document),
      ...drawingBreaches(document),
      ...fontBreaches(document),
      ...attachmentBreaches(document, claims.archive?.charAt(0) ?? null),
    ],
  }
}

/**
 * Pages of a PDF as Chromium writes it: objects in plain text, one `/Type /Page` each. Throws when it finds none, so
 * that a change in Chromium's writer cannot pass for an empty document.
 */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const pages = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  if (pages === 0) throw new Error('No page object was found in the printed PDF')
  return pages
}
