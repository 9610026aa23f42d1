/** What a finished PDF can do wrong: the rules by name, the clauses that they stand in, and where one was broken. */

/** The parts of a report; each rule belongs to one. */
export const GROUPS = [
  'file',
  'description',
  'structure',
  'tables',
  'links',
  'drawing',
  'fonts',
  'attachments',
] as const
export type Group = (typeof GROUPS)[number]

interface Rule {
  readonly group: Group
  /** Clause and test of PDF/UA-1 (ISO 14289-1), as veraPDF numbers them; absent where it has no such rule. */
  readonly ua?: string
  /** The same of PDF/A-2 and PDF/A-3 (ISO 19005-2 and -3, which number alike). */
  readonly archive?: string
  /** The lowest conformance level of PDF/A that the rule holds for; `b` when absent. */
  readonly level?: 'a' | 'u' | 'b'
}

/** Without a clause, a rule is one of ours: it holds for what Diptych builds, and for nobody else's files. */
export const RULES = {
  'pdf-unreadable': { group: 'file' },
  'pdf-encrypted': { group: 'file', archive: '6.1.3-2' },
  'pdf-header': { group: 'file', ua: '6.1-1', archive: '6.1.2-1' },
  'pdf-cross-reference': { group: 'file', archive: '6.1.4' },
  'pdf-trailing-bytes': { group: 'file', archive: '6.1.3-3' },
  'pdf-identifier': { group: 'file', archive: '6.1.3-1' },
  'pdf-filter': { group: 'file', archive: '6.1.7.2-1' },
  'pdf-outside-stream': { group: 'file', archive: '6.1.7.1-3' },
  'pdf-action': { group: 'file', archive: '6.5.1-1' },
  'pdf-form': { group: 'file', archive: '6.4.2-1' },
  'pdf-metadata-missing': { group: 'description', ua: '7.1-8', archive: '6.6.2.1-1' },
  'pdf-metadata-malformed': { group: 'description', ua: '7.1-8', archive: '6.6.2.1-4' },
  'pdf-metadata-undescribed': { group: 'description', archive: '6.6.2.3.1-1' },
  'pdf-metadata-disagrees': { group: 'description' },
  'pdf-claims-no-ua': { group: 'description', ua: '5-1' },
  'pdf-claims-no-archive': { group: 'description', archive: '6.6.4-1' },
  'pdf-title-missing': { group: 'description', ua: '7.1-9' },
  'pdf-title-not-shown': { group: 'description', ua: '7.1-10' },
  'pdf-language-missing': { group: 'description', ua: '7.2-34', archive: '6.7.4', level: 'a' },
  'pdf-language-malformed': { group: 'description', ua: '7.2-29', archive: '6.7.4-1', level: 'a' },
  'pdf-untagged': { group: 'structure', ua: '7.1-11', archive: '6.7.3.3-1', level: 'a' },
  'pdf-not-marked': { group: 'structure', ua: '6.2-1', archive: '6.7.2.2-1', level: 'a' },
  'pdf-suspect': { group: 'structure', ua: '7.1-4' },
  'pdf-type-unknown': { group: 'structure', ua: '7.1-5', archive: '6.7.3.4-1', level: 'a' },
  'pdf-type-circular': { group: 'structure', ua: '7.1-6', archive: '6.7.3.4-2', level: 'a' },
  'pdf-type-remapped': { group: 'structure', ua: '7.1-7' },
  'pdf-parent': { group: 'structure', ua: '7.1-12' },
  'pdf-nesting': { group: 'structure', ua: '7.2' },
  'pdf-id-repeated': { group: 'structure', ua: '7.9' },
  'pdf-id-tree': { group: 'structure', ua: '7.9' },
  'pdf-heading-order': { group: 'structure', ua: '7.4.2-1' },
  'pdf-heading-mixed': { group: 'structure', ua: '7.4.4-2' },
  'pdf-alternative': { group: 'structure', ua: '7.3-1' },
  'pdf-row-length': { group: 'tables', ua: '7.2-42' },
  'pdf-column-height': { group: 'tables', ua: '7.2-41' },
  'pdf-cells-overlap': { group: 'tables', ua: '7.2-15' },
  'pdf-scope': { group: 'tables', ua: '7.5-1' },
  'pdf-header-unknown': { group: 'tables', ua: '7.5-2' },
  'pdf-link-words': { group: 'links', ua: '7.18.5-2' },
  'pdf-link-untagged': { group: 'links', ua: '7.18.5-1' },
  'pdf-annotation-words': { group: 'links', ua: '7.18.1-2' },
  'pdf-annotation-untagged': { group: 'links', ua: '7.18.1-1' },
  'pdf-annotation-unprinted': { group: 'links', archive: '6.3.2-2' },
  'pdf-tab-order': { group: 'links', ua: '7.18.3-1' },
  'pdf-unmarked': { group: 'drawing', ua: '7.1-3' },
  'pdf-artifact-in-text': { group: 'drawing', ua: '7.1-1' },
  'pdf-text-in-artifact': { group: 'drawing', ua: '7.1-2' },
  'pdf-marks-unbalanced': { group: 'drawing', ua: '7.1' },
  'pdf-mark-lost': { group: 'drawing', ua: '7.1-3' },
  'pdf-mark-missing': { group: 'drawing', ua: '7.1' },
  'pdf-drawing-unreadable': { group: 'drawing', ua: '7.1', archive: '6.2.2' },
  'pdf-colour': { group: 'drawing', archive: '6.2.4.3' },
  'pdf-colour-profile': { group: 'drawing', archive: '6.2.3-1' },
  'pdf-blend-mode': { group: 'drawing', archive: '6.2.10-1' },
  'pdf-font-not-embedded': { group: 'fonts', ua: '7.21.4.1-1', archive: '6.2.11.4.1-1' },
  'pdf-font-type3': { group: 'fonts' },
  'pdf-font-mapping': { group: 'fonts', ua: '7.21.3.2-1', archive: '6.2.11.3.2-1' },
  'pdf-font-unspelt': { group: 'fonts', ua: '7.21.7-1', archive: '6.2.11.7.2-1', level: 'u' },
  'pdf-font-misspelt': { group: 'fonts', ua: '7.21.7-2', archive: '6.2.11.7.2-2', level: 'u' },
  'pdf-glyph-missing': { group: 'fonts', ua: '7.21.8-1', archive: '6.2.11.8-1' },
  'pdf-attachment-name': { group: 'attachments', ua: '7.11-1', archive: '6.8-2' },
  'pdf-attachment-type': { group: 'attachments', archive: '6.8-1' },
  'pdf-attachment-relation': { group: 'attachments', archive: '6.8-3' },
  'pdf-attachment-loose': { group: 'attachments', archive: '6.8-4' },
  'pdf-attachment-forbidden': { group: 'attachments', archive: '6.8-5' },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES

/** A thing in the document that its author knows, counted from 1 in reading order among its kind. */
export type Thing =
  | { readonly kind: 'file' }
  | { readonly kind: 'page' }
  | { readonly kind: 'graphic'; readonly number: number }
  | { readonly kind: 'heading' | 'link' | 'font' | 'attachment'; readonly words: string }
  | { readonly kind: 'element'; readonly type: string; readonly words: string }
  | {
      readonly kind: 'table'
      readonly number: number
      /** Rows from 1, header rows included; columns from 1, spans counted. */
      readonly row?: number | undefined
      readonly column?: number | undefined
      /** What the first cell of that row says. */
      readonly words?: string | undefined
    }

export interface Where {
  /** From 1; null for what lies on no page, or on one that is not known. */
  readonly page: number | null
  readonly thing: Thing
}

export interface Breach {
  readonly rule: RuleName
  /** The clauses that it breaks, e.g. `PDF/UA-1 7.3-1`; empty for a rule of ours. */
  readonly clause: string
  readonly where: Where
  /** What there is instead: a type, a count, a character; empty when the rule says it all. */
  readonly detail: string
}

export const WHOLE: Where = { page: null, thing: { kind: 'file' } }

/** A breach of a rule, with its clauses. */
export function breach(rule: RuleName, where: Where = WHOLE, detail: string | number = ''): Breach {
  const { ua, archive }: Rule = RULES[rule]
  const clauses = [ua && `PDF/UA-1 ${ua}`, archive && `PDF/A-3 ${archive}`]
  return { rule, clause: clauses.filter(Boolean).join(', '), where, detail: String(detail) }
}

/** Which standards a file says that it keeps. */
export interface Standards {
  /** Part of PDF/UA, e.g. `1`; null when it claims none. */
  readonly ua: string | null
  /** Part and level of PDF/A, e.g. `3a`; null when it claims none. */
  readonly archive: string | null
}

/** Whether a breach breaks what the file claims. */
export function isClaimed({ rule }: Pick<Breach, 'rule'>, { ua, archive }: Standards): boolean {
  const { ua: inUa, archive: inArchive, level = 'b' }: Rule = RULES[rule]
  const held = archive !== null && (level === 'b' || archive.endsWith('a') || (level === 'u' && archive.endsWith('u')))
  return (ua !== null && inUa !== undefined) || (held && inArchive !== undefined)
}
