/** The finished documents of the shipped factsheet, made as `npm start` makes them and read by other programs. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Page as Tab } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../src/draft.ts'
import { formatFigure } from '../../src/format/number.ts'
import { plainText } from '../../src/format/wording.ts'
import { builtProject } from './built.ts'
import { draftOf } from './drafting.ts'
import { type ReadPdf, readPdf } from './pdf-text.ts'
import { diptych, filesBelow, type Project, type Run } from './project.ts'
import { type Heading, openTab, type ShownFigure, shownIn } from './screen.ts'

const FACTSHEET = 'voluntary-return'

let project: Project
let run: Run
let files: ReadonlyMap<string, Buffer>
let draft: Draft
let tab: Tab

/** A document of the edition as its readers have it. */
interface Shown {
  readonly document: string
  readonly name: string
  readonly html: string
  readonly pdf: ReadPdf
  readonly bytes: Buffer
  readonly headings: readonly Heading[]
  readonly figures: readonly ShownFigure[]
}
let documents: readonly Shown[]

const blanks = (text: string) => text.replace(/\s+/gu, ' ').trim()
const json = (path: string) => JSON.parse(String(files.get(path)))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function show(document: string, name: string): Promise<Shown> {
  const html = String(files.get(`${name}.html`))
  const bytes = files.get(`${name}.pdf`) ?? Buffer.alloc(0)
  return { document, name, html, bytes, pdf: await readPdf(bytes), ...(await shownIn(tab, html)) }
}

beforeAll(async () => {
  ;({ project, run } = await builtProject({ factsheet: FACTSHEET }))
  tab = await openTab()
  draft = await draftOf({ factsheet: FACTSHEET, root: project.root })
  files = filesBelow(project.path(`out/${FACTSHEET}/${draft.figures.edition}`))
  documents = await Promise.all([])
  for (const plan of draft.plans) documents = [...documents, await show(plan.document, plan.name)]
}, 90_000)
afterAll(async () => {
  await tab?.close()
  project?.remove()
})

const singles = () => documents.filter(({ document }) => document !== 'facing')
const textsOf = (document: string) => draft.plans.find((plan) => plan.document === document)?.texts ?? []

describe('the files', () => {
  it('are named in the words of each language', () => {
    for (const { document, name } of documents) {
      const title = textsOf(document).map((texts) => plainText('title', texts, draft.figures))
      for (const word of title.flatMap((one) => one.split(' ')).filter((one) => one.length > 4))
        expect(name).toContain(word.toLowerCase())
      expect([...files.keys()]).toEqual(expect.arrayContaining([`${name}.html`, `${name}.pdf`]))
    }
  })

  it('are a page and a PDF a document, two sheets a table and language, and three for machines and people', () => {
    const tables = [...draft.figures.tables.values()].filter((table) => table.publish).length
    expect(documents).toHaveLength(singles().length + 1)
    expect([...files.keys()].filter((path) => path.endsWith('.csv'))).toHaveLength(tables * singles().length * 2)
    expect([...files.keys()]).toEqual(expect.arrayContaining(['figures.json', 'index.html', 'manifest.json']))
    expect(files.size).toBe(documents.length * 2 + tables * singles().length * 2 + 3)
  })

  it('have names that every server and mail client keeps', () => {
    for (const path of files.keys()) expect(path).toMatch(/^[a-z0-9/._-]+$/)
  })

  it('are all in the manifest with their hash and size, itself excepted', () => {
    const outputs = json('manifest.json').outputs as { path: string; sha256: string; bytes: number }[]
    const expected = [...files].filter(([path]) => path !== 'manifest.json')
    expect(outputs).toEqual(expected.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })))
  })

  it('are made from inputs that the manifest names by path in the project and by hash', () => {
    const inputs = json('manifest.json').inputs as { path: string; sha256: string }[]
    expect(inputs.filter(({ path }) => path.startsWith('/') || path.includes('..') || path.includes('\\'))).toEqual([])
    const paths = inputs.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([`templates/${FACTSHEET}/factsheet.yaml`, `data/${FACTSHEET}/datapackage.json`]),
    )
    for (const { path, sha256: hash } of inputs.filter((one) => /^(data|templates)\//.test(one.path)))
      expect(hash, path).toBe(sha256(Buffer.from(project.read(path))))
    const data = [...filesBelow(project.path(`data/${FACTSHEET}`)).keys()].filter((path) => path.endsWith('.csv'))
    expect(paths).toEqual(expect.arrayContaining(data.map((path) => `data/${FACTSHEET}/${path}`)))
  })

  it('say with what they were made', () => {
    expect(json('manifest.json')).toMatchObject({
      factsheet: FACTSHEET,
      edition: draft.figures.edition,
      engine: expect.stringMatching(/^diptych \d/),
      browser: expect.stringMatching(/^Chromium \d/),
      versions: { node: process.versions.node, icu: process.versions.icu, cldr: process.versions.cldr },
    })
  })

  it('are listed by the command with pages and size, and the page to open comes last', () => {
    for (const path of files.keys()) expect(run.out).toContain(`out/${FACTSHEET}/${draft.figures.edition}/${path}`)
    expect(run.out.trim().split('\n').at(-1)).toContain(join(project.root, 'out', FACTSHEET))
    expect(run.out.trim()).toMatch(/index\.html$/)
  })

  it('are all linked from the index page, each by a link that leads to it', () => {
    const index = String(files.get('index.html'))
    const links = [...index.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(links.filter((link) => !files.has(link))).toEqual([])
    expect(links.toSorted()).toEqual([...files.keys()].filter((path) => !/^(index\.html|manifest\.json)$/.test(path)))
  })
})

describe('the PDFs', () => {
  it('have as many pages as were budgeted', () => {
    const { pages } = draft.material.factsheet.spec
    for (const { document, pdf } of documents)
      expect(pdf.pages, document).toBe(typeof pages === 'number' ? pages : pages[document])
  })

  it('print every figure of the page, as it is written there, and each figure of a graphic', () => {
    for (const { document, pdf, figures } of documents) {
      const wanted = counted([...figures.map(({ text }) => blanks(text)), ...drawnFigures(document)])
      const printed = wordsOf(pdf.text)
      const missing = [...wanted].filter(([text, times]) => timesIn(printed, text) < times)
      expect(missing, document).toEqual([])
      expect(wanted.size, document).toBeGreaterThan(30)
    }
  })

  it('print each value of figures.json that is printed at all, rounded as it stands there', () => {
    const records = json('figures.json').figures as { id: string; rounded: string | null }[]
    for (const { document, figures } of documents) {
      const shown = new Map(figures.map(({ id, value }) => [id, value]))
      const wrong = records.filter(({ id, rounded }) => shown.has(id) && Number(shown.get(id)) !== Number(rounded))
      // A size without its sign is the same figure in a sentence that says in which direction it went.
      expect(
        wrong.filter(({ id, rounded }) => Number(shown.get(id)) !== Math.abs(Number(rounded))),
        id(wrong),
      ).toEqual([])
      expect(records.filter((one) => shown.has(one.id)).length, document).toBeGreaterThan(30)
    }
  })

  const id = (records: readonly { readonly id: string }[]) => records.map((one) => one.id).join(' ')

  it('never glue a note mark or a letter to a number', () => {
    for (const { document, pdf, figures } of documents) {
      const whole = new Set(figures.map(({ text }) => blanks(text).replace(/[^\d.,]/g, '')))
      const long = pdf.text.match(/\d[\d.,]*/g)?.map((one) => one.replace(/[.,]$/, '')) ?? []
      // A figure with a digit more would be the figure and the number of its note.
      const glued = long.filter(
        (one) => !whole.has(one) && whole.has(one.slice(0, -1)) && one.length > 4 && one.includes('.'),
      )
      expect(glued, document).toEqual([])
      expect(pdf.text, document).not.toMatch(/\d\(\d+\)|\d\[/)
      expect(pdf.text, document).toMatch(/\d \(1\)/)
    }
  })

  it('hold no soft hyphen, no private character and no cut word', () => {
    for (const { document, pdf } of documents) expect(pdf.text, document).not.toMatch(/[\u00AD\uE000-\uF8FF\uFFFD…]/)
  })

  it('say each heading and caption once, in the order of the page', () => {
    for (const { document, pdf, headings } of documents) {
      const written = headings.map(({ tag, text }) => `${tag === 'CAPTION' ? 'Caption' : tag} ${squeezed(text)}`)
      expect(
        pdf.blocks.map(({ role, text }) => `${role} ${squeezed(text)}`),
        document,
      ).toEqual(written)
      const titles = written.filter((one) => one.startsWith('H'))
      expect(new Set(titles).size, document).toBe(titles.length)
    }
  })

  it('write their words in the order of the page', () => {
    for (const { document, pdf, headings } of documents) {
      const text = squeezed(pdf.text)
      let from = 0
      for (const heading of headings) {
        const at = text.indexOf(squeezed(heading.text), from)
        expect(at, `${document}: ${heading.text}`).toBeGreaterThanOrEqual(from)
        from = at + 1
      }
    }
  })

  it('are tagged, and say their language and title', () => {
    for (const { document, pdf } of documents) {
      const [texts] = textsOf(document)
      expect(pdf.language, document).toBe(texts?.language.locale)
      expect(pdf.title, document).toBe(
        textsOf(document)
          .map((one) => plainText('title', one, draft.figures))
          .join(' | '),
      )
      expect(pdf.marked, document).toBe(true)
      for (const role of [
        'Document',
        'H1',
        'H2',
        'P',
        'Table',
        'Caption',
        'TR',
        'TH',
        'TD',
        'Figure',
        'L',
        'LI',
        'Link',
      ])
        expect(pdf.roles, `${document} ${role}`).toContain(role)
    }
  })

  it('have an alternative for each graphic, with the highest value in it', () => {
    const graphics = Object.keys(draft.material.factsheet.spec.graphics)
    for (const { document, pdf } of documents) {
      expect(pdf.alternatives.length, document).toBeGreaterThanOrEqual(graphics.length)
      for (const texts of textsOf(document)) {
        const { tables } = draft.figures
        const captions = Object.values(draft.material.factsheet.spec.graphics).map(({ table }) =>
          plainText(`tables.${tables.get(table)?.id}.caption`, texts, draft.figures),
        )
        for (const caption of captions)
          expect(
            pdf.alternatives.some((one) => one.includes(caption)),
            `${document}: ${caption}`,
          ).toBe(true)
      }
    }
  })

  it('embed every font, and none as Type 3', async () => {
    for (const { document, bytes } of documents) {
      const { context } = await PDFDocument.load(bytes, { updateMetadata: false })
      const objects = context.enumerateIndirectObjects().map(([, object]) => String(object))
      const descriptors = objects.filter((one) => /\/Type \/FontDescriptor\b/.test(one))
      expect(descriptors.length, document).toBeGreaterThan(1)
      for (const one of descriptors) expect(one, document).toMatch(/\/FontFile[23]? \d+ 0 R/)
      for (const one of descriptors) expect(one, document).toMatch(/\/FontName \/[A-Z]{6}\+/)
      expect(
        objects.filter((one) => /\/Subtype \/Type3\b/.test(one)),
        document,
      ).toEqual([])
    }
  })

  it('take at most 90 kB in one language, attachments and all', () => {
    expect(singles().length).toBeGreaterThan(1)
    for (const { document, bytes } of singles()) expect(bytes.length, document).toBeLessThan(90_000)
  })

  it('are the same bytes at every build, in any zone', async () => {
    project.forget()
    const again = await diptych(['build'], { root: project.root, env: { TZ: 'Pacific/Auckland' } })
    expect(again.code).toBe(0)
    const now = filesBelow(project.path(`out/${FACTSHEET}/2020`))
    for (const [path, content] of files) expect(now.get(path)?.equals(content), path).toBe(true)
  })
})

describe('the pages', () => {
  it('say their language, direction, title and description', () => {
    for (const { document, html } of documents) {
      const texts = textsOf(document)
      const say = (key: string, joint: string) => texts.map((one) => plainText(key, one, draft.figures)).join(joint)
      expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${texts[0]?.language.locale}" dir="ltr">`))
      expect(html).toContain(`<title>${say('title', ' | ')}</title>`)
      expect(html).toContain(`<meta name="description" content="${say('description', ' ')}">`)
    }
  })

  it('name each other as alternates, all the same ones, and each is there', () => {
    const alternates = documents.map(({ html }) =>
      [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)].map(
        ([, lang, href]) => `${lang} ${href}`,
      ),
    )
    const own = singles().map(({ document, name }) => `${textsOf(document)[0]?.language.locale} ${name}.html`)
    for (const one of alternates) expect(one).toEqual(own)
  })

  it('have links that lead somewhere: into the page, to a file of the edition, or to a site over https', () => {
    for (const { document, html } of documents) {
      const links = [...html.matchAll(/ href="([^"]*)"/g)].map((match) => match[1] ?? '')
      const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]))
      const lost = links.filter(
        (link) => !(link.startsWith('#') ? ids.has(link.slice(1)) : files.has(link) || /^https:\/\/[\w.-]+/.test(link)),
      )
      expect(lost, document).toEqual([])
      expect(links.length).toBeGreaterThan(5)
    }
  })

  it('have no id twice', () => {
    for (const { document, html } of documents) {
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
      expect(
        ids.filter((one, index) => ids.indexOf(one) !== index),
        document,
      ).toEqual([])
    }
  })

  it('describe themselves to machines in JSON-LD', () => {
    for (const { document, html } of documents) {
      const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
      const locales = textsOf(document).map((texts) => texts.language.locale)
      expect(data).toMatchObject({
        '@type': 'Report',
        inLanguage: locales,
        about: { '@type': 'Dataset', inLanguage: locales },
      })
      const { edition } = draft.figures
      expect(data.temporalCoverage).toBe(`${edition}-01/${edition}-12`)
      for (const { contentUrl } of data.about.distribution) expect(files.has(contentUrl), contentUrl).toBe(true)
    }
  })

  it('allow and load nothing from outside, and run nothing', () => {
    for (const { html } of documents) {
      expect(html).toMatch(/http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/)
      const scripts = html.match(/<script[^>]*>/g)
      expect(scripts).toEqual(['<script type="application/ld+json">'])
      const loaded = [
        ...html.matchAll(
          /url\(([^)]{0,20})|\ssrc="([^"]{0,20})|@import|<(?:link rel="stylesheet|iframe|object|embed)/g,
        ),
      ]
      expect(loaded.map((match) => match[1] ?? match[2] ?? match[0]).filter((one) => !one.startsWith('data:'))).toEqual(
        [],
      )
      expect(html).not.toMatch(/\son\w+="/)
    }
  })

  it('speak no word of another language', () => {
    for (const { document, html } of singles()) {
      const body = blanks(html.slice(html.indexOf('<body>')).replace(/<[^>]*>/g, ' ')).toLowerCase()
      const words = [...draft.material.texts].map(([code, { terms }]) => ({ code, all: [...terms.values()].flat() }))
      const own = words
        .filter(({ code }) => code === document)
        .flatMap(({ all }) => all)
        .join(' ')
        .toLowerCase()
      const foreign = words
        .filter(({ code }) => code !== document)
        .flatMap(({ all }) => all.map((one) => one.toLowerCase()))
        .filter((word) => !own.includes(word))
      expect(foreign.length).toBeGreaterThan(3)
      const found = foreign.filter((word) =>
        new RegExp(`(?<![\\p{L}\\d])${RegExp.escape(word)}(?![\\p{L}\\d])`, 'u').test(body),
      )
      expect(found, document).toEqual([])
    }
  })
})

const squeezed = (text: string) => text.replace(/\s+/gu, '')

/** The text with a blank around it, as a place to look for whole numbers and words. */
const wordsOf = (text: string) => ` ${text} `

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** How often a number stands in a text by itself: no digit, and no mark between digits, on either side. */
function timesIn(text: string, number: string): number {
  return text.match(new RegExp(`(?<![\\d−]|\\d[.,])${RegExp.escape(number)}(?!\\d|[.,]\\d)`, 'gu'))?.length ?? 0
}

/** What the graphics of a document print, as often as they do. */
function drawnFigures(document: string): readonly string[] {
  const page = draft.pages.find((one) => one.document === document)
  const [texts] = textsOf(document)
  const cells = [...draft.figures.tables.values()].flatMap((table) =>
    table.rows.flatMap((row) => Object.values(row.figures)),
  )
  if (!page || !texts) throw new Error(`no page ${document}`)
  return [...page.printing.spots].flatMap(([figure, spots]) => {
    const cell = cells.find((one) => one.id === figure)
    const drawn = spots.filter((spot) => spot.startsWith('graphic '))
    return cell ? drawn.map(() => blanks(formatFigure(cell, texts.language))) : []
  })
}
