import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/pdf/browser.ts'
import { type Finishing, finish } from '../../src/pdf/finish.ts'

const BODY = `<h1>Titel</h1><p style="background:#ddd">Tekst <a href="https://example.org">example.org</a></p>
<ul><li>een</li><li>twee <a href="#x">noot</a></li></ul><p id="x"><strong>vet</strong></p>
<table><thead><tr><th scope="col">jaar</th><th scope="col">n</th></tr></thead><tbody><tr><th scope="row">2020</th><td>5</td></tr></tbody></table>`
const HTML = `<!doctype html><html lang="nl-BE"><head><title>Titel</title></head><body>${BODY}</body></html>`

const finishing = (archive: '2a' | '3a' = '3a'): Finishing => ({
  facts: {
    titles: [
      { lang: 'nl-BE', text: 'Titel & meer' },
      { lang: 'fr-BE', text: 'Titre' },
    ],
    descriptions: [{ lang: 'nl-BE', text: 'Over' }],
    creators: ['Agentschap'],
    identifier: 'proef/2020/nl',
    date: '2021-01-01T00:00:00Z',
    version: null,
    producer: 'diptych test',
    archive,
  },
  links: ['example.org', 'noot (1)'],
  attachments:
    archive === '3a'
      ? [{ name: 'f.json', mediaType: 'application/json', description: 'f', bytes: Buffer.from('{}') }]
      : [],
})

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser(process.env)
})
afterAll(() => browser.close())

/** Printed in a tab of its own after `before` other pages, so that Chromium's counters differ. */
async function printed(before = 0): Promise<Uint8Array> {
  const tab = await browser.newPage()
  for (let i = 0; i < before; i++) await tab.setContent(`<p>${i}</p>`)
  await tab.setContent(HTML)
  const pdf = await tab.pdf({ tagged: true, printBackground: true })
  await tab.close()
  return pdf
}

function kidsOf(dict: PDFDict): readonly PDFObject[] {
  const kids = dict.lookup(PDFName.of('K'))
  return kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [dict.get(PDFName.of('K')) as PDFObject]
}

function elements(document: PDFDocument): readonly PDFDict[] {
  const walk = (dict: PDFDict): PDFDict[] =>
    kidsOf(dict)
      .map((kid) => (kid instanceof PDFRef ? document.context.lookup(kid) : kid))
      .filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(PDFName.of('S')))
      .flatMap((kid) => [kid, ...walk(kid)])
  return walk(document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict))
}

const typeOf = (dict: PDFDict) => dict.lookup(PDFName.of('S'), PDFName).decodeText()

describe('finish', () => {
  it('gives the same bytes whatever the browser did before', async () => {
    const [first, second] = await Promise.all([
      finish(await printed(0), finishing()),
      finish(await printed(7), finishing()),
    ])
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })

  it('gives other bytes and another identifier for another date', async () => {
    const raw = await printed()
    const other = { ...finishing(), facts: { ...finishing().facts, date: '2022-01-01T00:00:00Z' } }
    const [first, second] = [await finish(raw, finishing()), await finish(raw, other)]
    const id = (pdf: Uint8Array) => /\/ID \[<([0-9A-F]{32})>/.exec(Buffer.from(pdf).toString('latin1'))?.[1]
    expect(id(first)).toMatch(/^[0-9A-F]{32}$/)
    expect(id(first)).not.toBe(id(second))
  })

  it('says in its metadata what it conforms to, in every language', async () => {
    const pdf = Buffer.from(await finish(await printed(), finishing())).toString('utf8')
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    for (const part of [
      '<pdfuaid:part>1<',
      '<pdfaid:part>3<',
      '<pdfaid:conformance>A<',
      'xml:lang="fr-BE">Titre<',
      'Titel &amp; meer',
    ])
      expect(pdf).toContain(part)
  })

  it('gives list items a body, links a description, and PDF 2.0 types a role', async () => {
    const document = await PDFDocument.load(await finish(await printed(), finishing()), { updateMetadata: false })
    const all = elements(document)
    const items = all.filter((one) => typeOf(one) === 'LI')
    expect(items).toHaveLength(2)
    for (const item of items) {
      const kids = kidsOf(item).map((kid) => typeOf(document.context.lookup(kid as PDFRef, PDFDict)))
      expect(kids.at(-1)).toBe('LBody')
      expect(kids.every((type) => type === 'Lbl' || type === 'LBody')).toBe(true)
    }
    const contents = document.getPages().flatMap((page) => page.node.Annots()?.asArray() ?? [])
    const words = contents.map((ref) =>
      String(document.context.lookup(ref as PDFRef, PDFDict).lookup(PDFName.of('Contents'))),
    )
    expect(words).toHaveLength(2)
    expect(words.every((one) => one.length > 6)).toBe(true)
    const roles = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict).lookup(PDFName.of('RoleMap'), PDFDict)
    expect(String(roles.get(PDFName.of('Strong')))).toBe('/Span')
  })

  it('numbers the header cells of tables anew, and their cells point to them', async () => {
    const document = await PDFDocument.load(await finish(await printed(3), finishing()), { updateMetadata: false })
    const all = elements(document)
    const ids = all.filter((one) => one.has(PDFName.of('ID'))).map((one) => String(one.get(PDFName.of('ID'))))
    expect(ids).toEqual(ids.map((_, index) => `(n${String(index).padStart(6, '0')})`))
    const cell = all.find((one) => typeOf(one) === 'TD')
    for (const id of String(cell?.lookup(PDFName.of('A'))).match(/\(n?\w+\)/g) ?? ['none']) expect(ids).toContain(id)
  })

  it('attaches files as data to a PDF/A-3, and none to a PDF/A-2', async () => {
    const raw = await printed()
    const three = await PDFDocument.load(await finish(raw, finishing()), { updateMetadata: false })
    const files = three.catalog.lookup(PDFName.of('AF'), PDFArray)
    expect(String(files.lookup(0, PDFDict).get(PDFName.of('AFRelationship')))).toBe('/Data')
    const two = await PDFDocument.load(await finish(raw, finishing('2a')), { updateMetadata: false })
    expect(two.catalog.has(PDFName.of('AF'))).toBe(false)
  })

  it('writes the name of an attached file in any script, so that the file stays whole', async () => {
    const name = 'النفايات-2023.csv'
    const attachments = [{ name, mediaType: 'text/csv', description: name, bytes: Buffer.from('a\r\n') }]
    const made = await PDFDocument.load(await finish(await printed(), { ...finishing(), attachments }), {
      updateMetadata: false,
    })
    const file = made.catalog.lookup(PDFName.of('AF'), PDFArray).lookup(0, PDFDict)
    expect(file.lookup(PDFName.of('F'), PDFHexString).decodeText()).toBe(name)
  })
})
