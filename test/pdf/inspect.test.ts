import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFArray, PDFBool, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { RULES, type RuleName } from '../../src/pdf/breach.ts'
import { countPages, type Inspection, inspect } from '../../src/pdf/inspect.ts'
import { TOOL } from '../e2e/project.ts'
import { type Breakable, broken, type Finished, finishedOf, name } from './breaking.ts'

let documents: readonly Finished[]
/** The one that is broken: a page in one language, on two sheets. */
let whole: Buffer

beforeAll(async () => {
  documents = []
  for (const factsheet of ['voluntary-return', 'tourism', 'waste'])
    documents = [...documents, ...(await finishedOf(factsheet))]
  whole = documents.find((one) => one.name.startsWith('vrijwillige') && !one.name.includes('_'))?.pdf ?? Buffer.alloc(0)
}, 120_000)

const rulesOf = ({ breaches }: Inspection) => [...new Set(breaches.map(({ rule }) => rule))].sort()

describe('a finished document', () => {
  it('of every shipped and golden factsheet keeps every rule', () => {
    expect(documents.length).toBeGreaterThan(9)
    for (const { name: file, pdf } of documents) expect(inspect(pdf).breaches, file).toEqual([])
  })

  it('claims PDF/UA-1, and PDF/A-3a with files or PDF/A-2a without; a title, its languages and one date', () => {
    for (const { name: file, pdf, html } of documents) {
      const { claims, attachments, pages } = inspect(pdf)
      const archive = file.startsWith('touris') ? '2a' : '3a'
      expect(claims, file).toMatchObject({ ua: '1', archive, producer: expect.stringMatching(/^diptych /) })
      expect(claims.languages, file).toContain(/<html lang="([^"]+)"/.exec(html)?.[1])
      expect(claims.title, file).not.toBe('')
      expect(claims.created, file).toMatch(/^20\d\d-01-01T00:00:00Z$/)
      expect(claims.modified, file).toBe(claims.created)
      expect(attachments.includes('figures.json'), file).toBe(archive === '3a')
      if (archive === '2a') expect(attachments, file).toEqual([])
      expect(pages, file).toBeGreaterThan(0)
    }
  })

  it('in two languages names both', () => {
    const facing = documents.filter(({ name: file }) => file.includes('_'))
    expect(facing.length).toBeGreaterThan(2)
    for (const { pdf } of facing) expect(inspect(pdf).claims.languages).toHaveLength(2)
  })

  it('has the alternatives and tables of its page', () => {
    for (const { name: file, pdf, html } of documents) {
      const { alternatives, tables } = inspect(pdf)
      expect(alternatives.length, file).toBe(html.match(/role="img"/g)?.length)
      expect(alternatives, file).not.toContain('')
      expect(tables, file).toBe(html.match(/<table/g)?.length)
    }
  })

  it('is still whole when another program has written it again', async () => {
    expect(inspect(await broken(whole, () => undefined)).breaches).toEqual([])
  })
})

describe('the page as Chromium prints it, unfinished, breaks what the reference validator finds in it', () => {
  const control = readFileSync(join(TOOL, 'scripts/conformance/control.pdf'))

  it('and nothing else', () => {
    const clauses = new Set(inspect(control).breaches.map(({ rule }) => RULES[rule]))
    const ua = [...clauses].flatMap((rule) => ('ua' in rule ? [rule.ua] : []))
    const archive = [...clauses].flatMap((rule) => ('archive' in rule ? [rule.archive] : []))
    // 7.18.1-2 is 7.18.5-2 said of every annotation; 7.2 stands for 7.2-20, the body of a list item.
    expect(ua.sort()).toEqual(['7.1-3', '7.1-8', '7.18.5-1', '7.18.5-2', '7.2', '7.3-1'])
    expect(archive.sort()).toEqual(['6.1.3-1', '6.2.4.3', '6.6.2.1-1'])
  })

  it('with page, words and count', () => {
    const { breaches, claims } = inspect(control)
    expect(claims).toMatchObject({ ua: null, archive: null, title: 'Control', languages: ['en'] })
    expect(breaches.find(({ rule }) => rule === 'pdf-nesting')?.detail).toBe('NonStruct in LI')
    expect(breaches.find(({ rule }) => rule === 'pdf-link-untagged')?.where).toMatchObject({
      page: 1,
      thing: { kind: 'link' },
    })
  })
})

type Case = readonly [rule: RuleName, what: string, breakIt: (on: Breakable) => void, also?: readonly RuleName[]]

const yes = PDFBool.True
const words = (text: string) => PDFString.of(text)
const attached = (on: Breakable) => on.catalog.lookup(name('AF'), PDFArray).lookup(0, PDFDict)
const embedded = (on: Breakable) => on.dict(attached(on).lookup(name('EF'), PDFDict).get(name('F')))
const firstRows = (on: Breakable) => on.kids(on.element('Table')).filter((kid) => on.typeOf(kid) === 'TR')
const cells = (on: Breakable, row: number) => on.kids(on.dict(firstRows(on)[row]))
const spanning = (on: Breakable, key: string, value: number) =>
  on.context.obj([{ O: 'Table', Scope: 'Row', [key]: value }])
const fontDescriptor = (on: Breakable) => on.dict(on.having('FontFile2')[0])
const composite = (on: Breakable) => on.dict(on.having('ToUnicode')[0])
const retyped =
  (type: string, to: string, index = 0) =>
  (on: Breakable) =>
    on.element(type, index).set(name('S'), name(to))
/** Puts the content of a cell into its neighbour, as it is when the browser drops an empty cell. */
const drop = (on: Breakable, row: number, column: number) => {
  const tr = on.dict(firstRows(on)[row])
  const [cell, neighbour] = [on.dict(cells(on, row)[column]), on.dict(cells(on, row)[column - 1])]
  on.setKids(neighbour, [...on.kidObjects(neighbour), ...on.kidObjects(cell)])
  on.setKids(
    tr,
    on.kidObjects(tr).filter((_, index) => index !== column),
  )
}

const CASES: readonly Case[] = [
  ['pdf-identifier', 'no identifier', ({ context }) => void delete context.trailerInfo.ID],
  ['pdf-filter', 'LZW', (on) => embedded(on).set(name('Filter'), name('LZWDecode'))],
  ['pdf-outside-stream', 'an external stream', (on) => embedded(on).set(name('F'), words('elsewhere.csv'))],
  [
    'pdf-action',
    'a script that runs when it is opened',
    (on) => on.catalog.set(name('OpenAction'), on.context.obj({ S: 'JavaScript', JS: words('1') })),
  ],
  [
    'pdf-action',
    'a program that a link starts',
    (on) => on.annotation().set(name('A'), on.context.obj({ S: 'Launch', F: words('x') })),
  ],
  ['pdf-form', 'an XFA form', (on) => on.catalog.set(name('AcroForm'), on.context.obj({ Fields: [], XFA: [] }))],
  ['pdf-metadata-missing', 'no XMP', (on) => on.catalog.delete(name('Metadata'))],
  ['pdf-metadata-malformed', 'an element not closed', (on) => on.describe((xmp) => xmp.replace('</dc:title>', ''))],
  [
    'pdf-metadata-malformed',
    'a bare ampersand',
    (on) => on.describe((xmp) => xmp.replace('<dc:format>', '<dc:format>& ')),
  ],
  [
    'pdf-metadata-undescribed',
    'no extension schema',
    (on) => on.describe((xmp) => xmp.replace(/<pdfaSchema:namespaceURI>[^<]*<\/pdfaSchema:namespaceURI>/, '')),
  ],
  ['pdf-metadata-disagrees', 'another title', ({ document }) => document.setTitle('Something else')],
  ['pdf-metadata-disagrees', 'another date', ({ document }) => document.setModificationDate(new Date(0))],
  ['pdf-claims-no-ua', 'another part', (on) => on.describe((xmp) => xmp.replace('<pdfuaid:part>1', '<pdfuaid:part>2'))],
  [
    'pdf-claims-no-archive',
    'no such level',
    (on) => on.describe((xmp) => xmp.replace('<pdfaid:conformance>A', '<pdfaid:conformance>Z')),
  ],
  [
    'pdf-title-missing',
    'no dc:title',
    (on) => {
      on.describe((xmp) => xmp.replace(/<dc:title>.*?<\/dc:title>/, ''))
      on.dict(on.context.trailerInfo.Info).delete(name('Title'))
    },
  ],
  ['pdf-title-not-shown', 'no DisplayDocTitle', (on) => on.catalog.delete(name('ViewerPreferences'))],
  ['pdf-language-missing', 'no Lang', (on) => on.catalog.delete(name('Lang'))],
  ['pdf-language-malformed', 'Lang of the file', (on) => on.catalog.set(name('Lang'), words('nl_BE'))],
  ['pdf-language-malformed', 'Lang of a part', (on) => on.element('P').set(name('Lang'), words('Dutch!'))],
  ['pdf-untagged', 'no tree', (on) => on.catalog.delete(name('StructTreeRoot'))],
  ['pdf-not-marked', 'no MarkInfo', (on) => on.catalog.delete(name('MarkInfo'))],
  ['pdf-suspect', 'Suspects', (on) => on.catalog.lookup(name('MarkInfo'), PDFDict).set(name('Suspects'), yes)],
  ['pdf-type-unknown', 'a type of nobody', retyped('P', 'Fancy')],
  [
    'pdf-type-circular',
    'roles in a circle',
    (on) => on.tree.set(name('RoleMap'), on.context.obj({ One: 'Two', Two: 'One' })),
  ],
  ['pdf-type-remapped', 'P as H1', (on) => on.tree.set(name('RoleMap'), on.context.obj({ P: 'H1' }))],
  ['pdf-parent', 'no P', (on) => on.element('P').delete(name('P'))],
  ['pdf-nesting', 'a paragraph in a row', retyped('TD', 'P'), ['pdf-row-length']],
  ['pdf-nesting', 'a list of paragraphs', retyped('LI', 'P')],
  ['pdf-nesting', 'an item of paragraphs', retyped('LBody', 'P')],
  ['pdf-nesting', 'an item outside a list', retyped('L', 'Div')],
  [
    'pdf-nesting',
    'two captions',
    (on) => {
      const table = on.element('Table')
      on.setKids(table, [
        ...on.kidObjects(table),
        on.context.obj({ S: 'Caption', P: on.dict(firstRows(on)[0]).get(name('P')) ?? null }),
      ])
    },
  ],
  [
    'pdf-id-repeated',
    'one id twice',
    (on) => {
      const [first, second] = on.elements('TH').filter((cell) => cell.has(name('ID')))
      on.dict(second).set(name('ID'), on.dict(first).get(name('ID')) ?? words(''))
    },
    ['pdf-header-unknown'],
  ],
  ['pdf-id-tree', 'no tree of ids', (on) => on.tree.delete(name('IDTree'))],
  ['pdf-id-tree', 'a note without an id', retyped('P', 'Note')],
  ['pdf-heading-order', 'an h3 under an h1', retyped('H2', 'H3')],
  ['pdf-heading-order', 'an h2 first', retyped('H1', 'P')],
  ['pdf-heading-mixed', 'H beside H1', retyped('P', 'H')],
  ['pdf-alternative', 'no Alt', (on) => on.element('Figure').delete(name('Alt'))],
  ['pdf-alternative', 'an empty Alt', (on) => on.element('Figure').set(name('Alt'), words(' '))],
  ['pdf-row-length', 'a cell less', (on) => drop(on, 3, 1)],
  [
    'pdf-row-length',
    'a cell twice as wide',
    (on) => on.dict(cells(on, 2)[1]).set(name('A'), spanning(on, 'ColSpan', 2)),
  ],
  [
    'pdf-column-height',
    'a cell that hangs out below',
    (on) => on.dict(cells(on, firstRows(on).length - 1)[1]).set(name('A'), spanning(on, 'RowSpan', 2)),
  ],
  [
    'pdf-cells-overlap',
    'a wide cell over one from above',
    (on) => {
      on.dict(cells(on, 2)[1]).set(name('A'), spanning(on, 'RowSpan', 2))
      on.dict(cells(on, 3)[0]).set(name('A'), spanning(on, 'ColSpan', 2))
      drop(on, 3, 1)
    },
  ],
  [
    'pdf-scope',
    'headers that say nothing',
    (on) => {
      for (const row of firstRows(on)) for (const cell of on.kids(row)) cell.delete(name('A'))
    },
  ],
  [
    'pdf-header-unknown',
    'a header that is not there',
    (on) => on.element('TD').set(name('A'), on.context.obj([{ O: 'Table', Headers: [words('none')] }])),
  ],
  ['pdf-link-words', 'no Contents', (on) => on.annotation().delete(name('Contents'))],
  ['pdf-link-untagged', 'no StructParent', (on) => on.annotation().delete(name('StructParent'))],
  ['pdf-link-untagged', 'a link as a span', retyped('Link', 'Span')],
  ['pdf-annotation-untagged', 'a remark', (on) => on.annotation().set(name('Subtype'), name('Text'))],
  [
    'pdf-annotation-words',
    'a remark without words',
    (on) => {
      on.annotation().set(name('Subtype'), name('Text'))
      on.annotation().delete(name('Contents'))
    },
    ['pdf-annotation-untagged'],
  ],
  ['pdf-annotation-unprinted', 'no Print flag', (on) => on.annotation().set(name('F'), PDFNumber.of(0))],
  [
    'pdf-tab-order',
    'no Tabs',
    (on) => {
      for (const page of on.document.getPages()) page.node.delete(name('Tabs'))
    },
  ],
  ['pdf-unmarked', 'a rectangle', (on) => on.draw((content) => `${content}\n0 0 9 9 re f`)],
  ['pdf-unmarked', 'an inline image', (on) => on.draw((content) => `${content}\nBI /W 1 /H 1 ID q(Q EI`)],
  [
    'pdf-artifact-in-text',
    'decoration in a text',
    (on) => on.draw((content) => content.replace(/\/MCID[^>]*>>\s*BDC/, '$& /Artifact BMC EMC')),
  ],
  [
    'pdf-text-in-artifact',
    'a text in decoration',
    (on) =>
      on.draw((content) => content.replace(/\/\w+\s*<<[^>]*\/MCID[^>]*>>\s*BDC[\s\S]*?EMC/, '/Artifact BMC $& EMC')),
  ],
  ['pdf-marks-unbalanced', 'a mark closed twice', (on) => on.draw((content) => `${content}\nEMC`)],
  ['pdf-marks-unbalanced', 'a mark left open', (on) => on.draw((content) => `${content}\n/Artifact BMC`)],
  [
    'pdf-mark-lost',
    'a text that no element holds',
    (on) => on.draw((content) => content.replace(/\/MCID \d+/, '/MCID 9876')),
    ['pdf-mark-missing'],
  ],
  [
    'pdf-mark-missing',
    'an element without its text',
    (on) => {
      const element = on.element('P')
      on.setKids(element, [
        ...on.kidObjects(element),
        on.context.obj({ Type: 'MCR', MCID: 9876, Pg: element.get(name('Pg')) ?? on.document.getPage(0).ref }),
      ])
    },
  ],
  [
    'pdf-drawing-unreadable',
    'an unknown filter',
    (on) => {
      const page = on.document.getPage(1).node
      on.dict(page.get(name('Contents'))).set(name('Filter'), name('Unheard'))
    },
    ['pdf-mark-missing'],
  ],
  ['pdf-colour', 'no output intent', (on) => on.catalog.delete(name('OutputIntents'))],
  [
    'pdf-colour-profile',
    'a profile that is none',
    (on) => {
      const intent = on.catalog.lookup(name('OutputIntents'), PDFArray).lookup(0, PDFDict)
      const profile = intent.get(name('DestOutputProfile'))
      intent.set(
        name('DestOutputProfile'),
        on.rewritten(profile, (content) => content.replace('acsp', 'pcsa')),
      )
    },
  ],
  [
    'pdf-blend-mode',
    'a mode of nobody',
    (on) => on.context.register(on.context.obj({ Type: 'ExtGState', BM: 'Stir' })),
  ],
  ['pdf-font-not-embedded', 'no font file', (on) => fontDescriptor(on).delete(name('FontFile2'))],
  ['pdf-font-type3', 'letters drawn by operators', (on) => composite(on).set(name('Subtype'), name('Type3'))],
  ['pdf-font-mapping', 'no CIDToGIDMap', (on) => on.dict(on.having('CIDToGIDMap')[0]).delete(name('CIDToGIDMap'))],
  ['pdf-font-unspelt', 'no ToUnicode', (on) => composite(on).delete(name('ToUnicode'))],
  [
    'pdf-font-misspelt',
    'U+FEFF for a blank',
    (on) =>
      composite(on).set(
        name('ToUnicode'),
        on.rewritten(composite(on).get(name('ToUnicode')), (map) => map.replace('> <0020>', '> <FEFF>')),
      ),
  ],
  [
    'pdf-font-unspelt',
    'a code left out',
    (on) =>
      composite(on).set(
        name('ToUnicode'),
        on.rewritten(composite(on).get(name('ToUnicode')), (map) => map.replace(/<[0-9A-F]{4}> <0020>\n/, '')),
      ),
  ],
  ['pdf-glyph-missing', 'glyph 0', (on) => on.draw((content) => content.replace(/<[0-9A-F]{4}> Tj/, '<0000> Tj'))],
  ['pdf-attachment-name', 'no UF', (on) => attached(on).delete(name('UF'))],
  ['pdf-attachment-type', 'no Subtype', (on) => embedded(on).delete(name('Subtype'))],
  ['pdf-attachment-relation', 'no AFRelationship', (on) => attached(on).delete(name('AFRelationship'))],
  ['pdf-attachment-loose', 'no AF', (on) => on.catalog.delete(name('AF'))],
  [
    'pdf-attachment-forbidden',
    'PDF/A-2 with a file',
    (on) => on.describe((xmp) => xmp.replace('<pdfaid:part>3', '<pdfaid:part>2')),
  ],
]

/** Those that a library which writes whole files cannot break. */
const IN_BYTES: readonly RuleName[] = [
  'pdf-unreadable',
  'pdf-encrypted',
  'pdf-header',
  'pdf-cross-reference',
  'pdf-trailing-bytes',
]

describe('a broken rule', () => {
  it.each(CASES.map(([rule, what, breakIt, also = []]) => ({ rule, what, breakIt, also })))(
    '$rule is told, and no other, for $what',
    async ({ rule, breakIt, also }) => {
      expect(rulesOf(inspect(await broken(whole, breakIt)))).toEqual([rule, ...also].sort())
    },
  )

  it('is one of those above or below, whichever it is', () => {
    expect([...new Set([...CASES.map(([rule]) => rule), ...IN_BYTES])].sort()).toEqual(Object.keys(RULES).sort())
  })

  it('is told with the row, the column and the words that the author knows', async () => {
    const { breaches } = inspect(await broken(whole, (on) => drop(on, 3, 1)))
    expect(breaches).toHaveLength(1)
    const [one] = breaches
    expect(one?.where).toMatchObject({
      page: 1,
      thing: { kind: 'table', number: 1, row: 4, words: expect.stringMatching(/^2009 /) },
    })
    expect(one?.detail).toMatch(/^(\d) (\d)$/)
    const heading = inspect(await broken(whole, retyped('H2', 'H4', 1))).breaches[0]
    expect(heading?.where.thing).toMatchObject({ kind: 'heading', words: expect.stringMatching(/^\p{Lu}/u) })
  })
})

describe('a file that is damaged', () => {
  const latin = (change: (text: string) => string) => Buffer.from(change(whole.toString('latin1')), 'latin1')

  it('in its header is told so', () => {
    expect(rulesOf(inspect(latin((text) => text.replace('%PDF-1.7', '%PDF-2.0'))))).toEqual(['pdf-header'])
  })

  it('in its list of objects is read all the same', () => {
    const moved = inspect(latin((text) => text.replace(/startxref\s+\d+/, 'startxref\n12345')))
    expect(rulesOf(moved)).toEqual(['pdf-cross-reference'])
    expect(moved.pages).toBe(2)
  })

  it('at its end is told so', () => {
    expect(rulesOf(inspect(Buffer.concat([whole, Buffer.from('<!-- served by -->')])))).toEqual(['pdf-trailing-bytes'])
  })

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['a page of HTML', () => Buffer.from('<!doctype html><title>404</title>')],
    ['a header and no more', () => Buffer.from('%PDF-1.7\n%%EOF\n')],
    ['random bytes', () => Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))],
    ['the first hundred bytes', () => whole.subarray(0, 100)],
  ])('beyond reading, as %s, is told so', (_, bytes) => {
    expect(inspect(bytes())).toMatchObject({ pages: 0, breaches: [{ rule: 'pdf-unreadable' }] })
  })

  it('by encryption is told so', async () => {
    const document = await PDFDocument.load(whole, { updateMetadata: false })
    document.encrypt({ userPassword: 'secret', ownerPassword: 'secret', permissions: {} })
    const found = inspect(await document.save())
    expect(found).toMatchObject({ pages: 0, breaches: [{ rule: 'pdf-encrypted' }] })
  })

  it('anywhere makes no exception, and ends', () => {
    const damage = fc.record({
      flips: fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { maxLength: 60 }),
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(damage, fc.boolean(), ({ flips, keep }, cut) => {
        const bytes = Buffer.from(whole.subarray(0, cut ? Math.floor(whole.length * keep) : whole.length))
        for (const { at, to } of flips) if (bytes.length > 0) bytes[at % bytes.length] = to
        expect(inspect(bytes).pages).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 150 },
    )
  })

  it('in the objects that are not compressed makes no exception, and ends', async () => {
    const document = await PDFDocument.load(whole, { updateMetadata: false })
    const plain = Buffer.from(await document.save({ useObjectStreams: false }))
    const text = plain.toString('latin1')
    const tokens = [...text.matchAll(/\d+ 0 R|<<|>>|\[|\]|\/\w+|\d+/g)]
    const swaps = fc.array(fc.tuple(fc.nat(tokens.length - 1), fc.nat(tokens.length - 1)), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(swaps, (pairs) => {
        const bytes = Buffer.from(plain)
        for (const [to, from] of pairs) bytes.write(tokens[from]?.[0] ?? '', tokens[to]?.index ?? 0, 'latin1')
        expect(inspect(bytes).pages).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 75 },
    )
  })
})

describe('a PDF of another maker', () => {
  it('without tags is told so in one word, and not for every stroke', async () => {
    const document = await PDFDocument.create()
    document.addPage().drawText('plain')
    const { breaches, pages, claims } = inspect(await document.save())
    expect(pages).toBe(1)
    expect(claims).toMatchObject({ ua: null, archive: null })
    const rules = breaches.map(({ rule }) => rule)
    expect(rules).toContain('pdf-untagged')
    expect(rules).toContain('pdf-font-not-embedded')
    expect(rules.filter((rule) => /mark|artifact/.test(rule))).toEqual([])
  })

  it('with objects in plain text is read like one with compressed objects', async () => {
    const document = await PDFDocument.load(whole, { updateMetadata: false })
    expect(inspect(await document.save({ useObjectStreams: false }))).toEqual(inspect(whole))
  })

  it('whose pages lie in a circle has each of them once', async () => {
    const pdf = await broken(whole, (on) => {
      const pages = on.catalog.lookup(name('Pages'), PDFDict)
      pages.lookup(name('Kids'), PDFArray).push(on.catalog.get(PDFName.of('Pages')) ?? words(''))
    })
    expect(inspect(pdf).pages).toBe(2)
  })
})

describe('the pages of a printed PDF', () => {
  it('are counted without reading it', () => {
    expect(countPages(readFileSync(join(TOOL, 'scripts/conformance/control.pdf')))).toBe(1)
    expect(() => countPages(Buffer.from('%PDF-1.4'))).toThrow('No page object')
  })
})
