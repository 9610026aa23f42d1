import { describe, expect, it } from 'vitest'
import { factsheetSchema, pageBudget, readFactsheet } from '../src/factsheet.ts'
import { listFactsheets } from '../src/factsheets.ts'
import { listener, memoryWorld } from './memory-world.ts'

const LINES = {
  languages: 'languages: { nl: { locale: nl-BE, style: cldr }, fr: { locale: fr-BE, style: cldr } }',
  facing: 'facing: [nl, fr]',
  data: 'data: returns',
  edition: 'edition: 2020',
  pages: 'pages: { nl: 2, facing: 3 }',
  tables: 'tables: { months: { from: a, rows: { month: all }, columns: { persons: {} } } }',
  graphics: 'graphics: { months: { table: months } }',
}

async function read(changes: Partial<Record<keyof typeof LINES | 'more', string>> = {}) {
  const text = Object.values({ ...LINES, ...changes }).join('\n')
  const world = memoryWorld({ 'templates/x/factsheet.yaml': text })
  const { tell, problems } = listener()
  const factsheet = await readFactsheet('x', world, tell)
  const told = problems.map(
    ({ code, place, hint }) => `${code} ${place?.line}:${place?.column}${hint ? ` ${hint}` : ''}`,
  )
  return { factsheet, told, problems }
}

describe('a definition', () => {
  it('is read whole, with its languages in their order', async () => {
    const { factsheet, told } = await read()
    expect(told).toEqual([])
    expect(factsheet).toMatchObject({ id: 'x', folder: 'templates/x', spec: { edition: '2020', facing: ['nl', 'fr'] } })
    expect(factsheet?.languages.map(({ code, locale }) => `${code} ${locale}`)).toEqual(['nl nl-BE', 'fr fr-BE'])
  })

  it('has a page budget for all documents, or one for each that has one', async () => {
    const { factsheet: each } = await read()
    const { factsheet: all } = await read({ pages: 'pages: 4' })
    if (!each || !all) throw new Error('not read')
    expect(['nl', 'fr', 'facing'].map((document) => pageBudget(each, document))).toEqual([2, null, 3])
    expect(['nl', 'facing'].map((document) => pageBudget(all, document))).toEqual([4, 4])
  })
})

describe('an error in a definition', () => {
  it('of spelling has its place and the nearest key', async () => {
    const { factsheet, told } = await read({ more: 'languges: {}' })
    expect(factsheet).toBeNull()
    expect(told).toEqual([expect.stringMatching(/^\S+ 8:1 .*languages/)])
  })

  it('of YAML has its line', async () => {
    const { factsheet, problems } = await read({ data: 'data: [a' })
    expect(factsheet).toBeNull()
    expect(problems[0]?.place).toMatchObject({ file: 'templates/x/factsheet.yaml', line: expect.any(Number) })
  })

  it.each([
    ['facing', 'facing: [nl, ft]', /^unknown-language 2:14 did you mean "fr"\?/],
    ['pages', 'pages: { nl: 2, facng: 3 }', /^unknown-language 5:17 did you mean "facing"\?/],
    ['graphics', 'graphics: { months: { table: month } }', /^unknown-table 7:30 did you mean "months"\?/],
  ] as const)('in %s has its place and the nearest name', async (line, text, expected) => {
    const { factsheet, told } = await read({ [line]: text })
    expect(factsheet).toBeNull()
    expect(told).toEqual([expect.stringMatching(expected)])
  })

  it('that draws a table which is not published is refused', async () => {
    const tables = 'tables: { months: { from: a, rows: { month: all }, columns: { persons: {} }, publish: false } }'
    expect((await read({ tables })).told).toEqual([expect.stringMatching(/^table-not-published 7:30/)])
  })

  it('does not hide the others: all are told in one run', async () => {
    const { told } = await read({
      facing: 'facing: [nl, ft]',
      graphics: 'graphics: { a: { table: b }, c: { table: d } }',
    })
    expect(told).toHaveLength(3)
  })

  it.each(['edition: {}', 'pages: 0', 'pages: 99', 'data: 5', 'data: []'])('is never coerced: %s', async (line) => {
    const { factsheet, told } = await read({ [line.split(':')[0] ?? '']: line })
    expect(factsheet).toBeNull()
    expect(told.length).toBeGreaterThan(0)
  })
})

describe('the factsheets of a project', () => {
  const world = memoryWorld({
    'templates/a/factsheet.yaml': '',
    'templates/b/factsheet.yaml': '',
    'templates/shared/page.hbs': '',
  })

  it('are the folders that hold a definition', async () => {
    expect(await listFactsheets(world)).toEqual(['a', 'b'])
    expect(await listFactsheets(memoryWorld())).toEqual([])
  })

  it('are named when another one is asked for', async () => {
    const { tell, problems } = listener()
    expect(await readFactsheet('c', world, tell)).toBeNull()
    expect(problems).toMatchObject([{ code: 'unknown-factsheet', message: expect.stringContaining('"c"') }])
  })
})

describe('the schema for editors', () => {
  it('knows every key of a definition, refuses others, and explains them', () => {
    const schema = factsheetSchema() as {
      properties: Record<string, { description?: string }>
      additionalProperties: boolean
    }
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining([...Object.keys(LINES), 'figures', 'checks', 'site']),
    )
    expect(schema.additionalProperties).toBe(false)
    for (const key of ['languages', 'facing', 'edition', 'pages'])
      expect(schema.properties[key]?.description, key).toBeTruthy()
  })
})

describe('how a definition says that its editions are mailed', () => {
  const mail = (more: string) =>
    read({ more: `mail: { from: a@example.org, unsubscribe: { mail: b@example.org }${more} }` })

  it('has its sender, its limit and the language of the subscriber, where it says no more', async () => {
    const { factsheet, told } = await mail('')
    expect(told).toEqual([])
    expect(factsheet?.spec.mail).toMatchObject({ attach: 3000, languages: 'own', from: 'a@example.org' })
    expect((await read()).factsheet?.spec.mail).toBeUndefined()
  })

  it('may name only languages that the factsheet has', async () => {
    expect((await mail(', languages: [fr, nl]')).told).toEqual([])
    expect((await mail(', languages: [fr, ne]')).told).toEqual(['unknown-language 8:84 did you mean "nl"?'])
  })

  it.each([
    [
      'a sender that is no address',
      'mail: { from: "x\\r\\nBcc: a@b.example", unsubscribe: { mail: b@example.org } }',
      'mail.from',
    ],
    [
      'a page that is not encrypted',
      'mail: { from: a@example.org, unsubscribe: { mail: b@example.org, page: "http://example.org" } }',
      'mail.unsubscribe.page',
    ],
  ])('is refused with %s', async (_, more, key) => {
    const { problems, factsheet } = await read({ more })
    expect(factsheet).toBeNull()
    expect(problems.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([['value-not-allowed', key]])
  })
})
