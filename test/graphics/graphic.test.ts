import { beforeAll, describe, expect, it } from 'vitest'
import { drawChart, figuresOf, type Kit, readKit, TABLE_OF, table } from './model.ts'

const IDS = Object.keys(TABLE_OF)
const textsIn = (svg: string) => [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) => text)

const bars = (change: object = {}) => ({
  data: { name: 'things' },
  width: 300,
  mark: 'bar',
  encoding: { x: { field: 'row', type: 'nominal' }, y: { field: 'persons', type: 'quantitative' } },
  ...change,
})

describe('a graphic', () => {
  let kit: Kit
  beforeAll(async () => {
    kit = await readKit()
  })

  async function drawn(
    id: string,
    languages: readonly ('nl' | 'fr' | 'ar')[],
    options: Parameters<typeof drawChart>[3] = {},
  ) {
    const { graphic, problems } = await drawChart(kit, id, languages, options)
    if (!graphic) throw new Error(JSON.stringify(problems, null, 1))
    return { ...graphic, problems, texts: textsIn(graphic.svg) }
  }
  const things = (rows: Parameters<typeof table>[1]['rows'], spec: object = bars()) =>
    drawn('things', ['nl'], { spec, figures: figuresOf(table('things', { columns: ['persons'], rows })) })

  it.each(
    IDS.flatMap((id) => [
      [id, 'nl'],
      [id, 'fr'],
      [id, 'nl fr'],
      [id, 'ar'],
    ]),
  )(
    'of the model, %s in %s, has no problem: nothing cut, outside, overlapping, left out, or in a colour of its own',
    async (id, languages) => {
      const graphic = await drawn(id, languages.split(' ') as ('nl' | 'fr' | 'ar')[])
      expect(graphic.problems).toEqual([])
      expect(graphic.svg).not.toContain('…')
    },
  )

  it('draws one mark for each figure of the model', async () => {
    const marks = await Promise.all(IDS.map(async (id) => [id, (await drawn(id, ['nl'])).marks]))
    expect(Object.fromEntries(marks)).toEqual({ evolution: 14, months: 24, destinations: 11, categories: 3 })
  })

  it('prints the figures of the table as the formatter does, and says which', async () => {
    const { texts, figures } = await drawn('evolution', ['nl'])
    expect(texts).toContain('5.656')
    expect(texts).toContain('1.847')
    expect(figures.map((one) => one.id)).toContain('history.2012.persons')
    expect(figures).toHaveLength(14)
    expect((await drawn('months', ['nl'])).figures).toHaveLength(24)
  })

  it('shows the note marks at their years only, never as part of the number', async () => {
    const { texts, notes } = await drawn('evolution', ['nl'])
    expect(texts.filter((text) => text === '(1)')).toHaveLength(8)
    expect(texts.filter((text) => text === '(2)')).toHaveLength(1)
    expect(notes).toEqual(['balkan', 'dublin'])
  })

  it('takes private-use characters for note marks that are numbered later', async () => {
    const noteMark = (note: string) => (note === 'dublin' ? '\uE000' : '\uE001')
    const graphic = await drawn('evolution', ['nl'], { noteMark })
    expect(graphic.problems).toEqual([])
    expect(graphic.svg.match(/\uE000/g)).toHaveLength(8)
    expect(graphic.notes).toEqual(['balkan', 'dublin'])
  })

  it('draws the break of a series where the data say that it is, and none elsewhere', async () => {
    expect((await drawn('evolution', ['nl'])).texts).toContain('breuk in de reeks')
    const rows = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [String(2007 + index), [100 + index]]))
    const unbroken = table('history', { kind: 'year', dimension: 'year', columns: ['persons'], rows })
    expect((await drawn('evolution', ['nl'], { figures: figuresOf(unbroken) })).texts).not.toContain(
      'breuk in de reeks',
    )
  })

  it('has no English inside, and one role', async () => {
    for (const id of IDS) {
      const { svg } = await drawn(id, ['fr'])
      expect(svg).not.toMatch(/aria-roledescription|axis|titled|scale with|mark container/)
      expect(svg.match(/role="/g)).toHaveLength(1)
      expect(svg).toContain('lang="fr-BE"')
    }
  })

  it('has no word of the other language, and both on the facing page', async () => {
    const [nl, fr, both] = [
      await drawn('destinations', ['nl']),
      await drawn('destinations', ['fr']),
      await drawn('destinations', ['nl', 'fr']),
    ]
    expect(nl.svg).not.toMatch(/Brésil|Autres/)
    expect(fr.svg).not.toMatch(/Brazilië|Andere/)
    expect(both.texts).toContain('Brazilië / Brésil')
    expect(both.alternatives.map((one) => one.language)).toEqual(['nl', 'fr'])
    expect(both.svg.match(/role="img"/g)).toHaveLength(2)
    expect(both.marks).toBe(nl.marks)
  })

  it('keeps the place of a missing month', async () => {
    const months = figuresOf().tables.get('months')
    if (!months) throw new Error('months')
    const none = { value: null, rounded: null, status: ['O'] as const }
    const rows = months.rows.map((row) => {
      if (row.id !== '2020-03') return row
      const figures = Object.fromEntries(Object.entries(row.figures).map(([id, one]) => [id, { ...one, ...none }]))
      return { ...row, figures }
    })
    const { texts, marks, problems } = await drawn('months', ['nl'], { figures: figuresOf({ ...months, rows }) })
    expect(problems).toEqual([])
    expect(texts.slice(0, 12)).toEqual([
      'jan',
      'feb',
      'mrt',
      'apr',
      'mei',
      'jun',
      'jul',
      'aug',
      'sep',
      'okt',
      'nov',
      'dec',
    ])
    expect(texts.filter((text) => text === '[x]')).toHaveLength(2)
    expect(marks).toBe(22)
  })

  it('keeps the order of the table, whatever the alphabet and the values say', async () => {
    const { texts } = await drawn('destinations', ['nl'])
    expect(texts.slice(0, 11)).toEqual([
      'Brazilië',
      'El Salvador',
      'Georgië',
      'Mongolië',
      'Roemenië',
      'Oekraïne',
      'Colombia',
      'Albanië',
      'Wit-Rusland',
      'Rusland',
      'Andere landen',
    ])
  })

  it('does not merge two rows of the same name', async () => {
    const { texts, marks } = await things({ a: [5], b: [7], c: [2] })
    expect(texts.filter((text) => text === 'Congo')).toHaveLength(2)
    expect(marks).toBe(3)
  })

  it('prints a sane axis for zeros and for small counts', async () => {
    const zeros = await things({ a: [0], c: [0] })
    expect(zeros.problems).toEqual([])
    expect(zeros.texts.join(' ')).not.toMatch(/0[.,]0/)
    const small = await things({ a: [1], c: [2] })
    expect(small.texts.join(' ')).not.toMatch(/[.,]5/)
  })

  it('prints the numbers of a value axis with the characters of the house style', async () => {
    const { texts } = await things({ a: [4000], c: [8000] })
    expect(texts).toContain('8.000')
    expect(texts.join(' ')).not.toContain('8,000')
  })

  it.each([[{}], [{ a: [null], b: [null] }]])(
    'says that there is no data instead of drawing an empty frame',
    async (rows) => {
      const { texts, marks } = await things(rows)
      expect(texts).toEqual(['Geen gegevens.'])
      expect(marks).toBe(0)
    },
  )

  it('draws a single row', async () => {
    expect((await things({ a: [12] })).marks).toBe(1)
  })

  it('never holds a suppressed value, in no part of it', async () => {
    const graphic = await things({ a: [{ value: 777, suppressed: true, status: [] }], c: [5] })
    expect(JSON.stringify({ ...graphic, figures: [] })).not.toContain('777')
    expect(graphic.figures.some((one) => one.suppressed && one.rounded)).toBe(false)
  })

  it('wraps a long French name, and grows with its lines', async () => {
    const short = await drawn('destinations', ['fr'])
    const base = figuresOf().tables.get('destinations')
    if (!base) throw new Error('destinations')
    const rows = base.rows.map((row, index) => (index === 1 ? { ...row, id: 'CD' } : row))
    const long = await drawn('destinations', ['fr'], { figures: figuresOf({ ...base, rows }) })
    expect(long.problems).toEqual([])
    expect(long.svg).not.toContain('…')
    expect(long.texts.filter((text) => /Congo/.test(text ?? '')).length).toBeGreaterThan(0)
    const heightOf = (svg: string) => Number(/height="([\d.]+)"/.exec(svg)?.[1])
    expect(heightOf(long.svg)).toBeGreaterThanOrEqual(heightOf(short.svg))
  })

  it('tells a text that is cut, lies outside, or lies over another', async () => {
    const codes = async (spec: object) =>
      (await things({ a: [5], c: [7], long: [2] }, spec)).problems.map((one) => one.code)
    const y = { field: 'row', type: 'nominal', axis: { labelLimit: 40 } }
    const x = { field: 'persons', type: 'quantitative', axis: null }
    expect(await codes(bars({ encoding: { y, x } }))).toContain('graphic-text-cut')
    expect(await codes(bars({ width: 90 }))).toContain('graphic-texts-overlap')
    const cramped = { autosize: 'none', padding: 0, height: 100 }
    expect(await codes(bars(cramped))).toContain('graphic-text-outside')
  })

  it('tells rows with a number that are not drawn', async () => {
    const { problems } = await things({ a: [5], c: [7] }, bars({ transform: [{ filter: "datum.row !== 'c'" }] }))
    expect(problems).toMatchObject([{ code: 'graphic-rows-not-drawn' }])
    expect(problems[0]?.message).toContain('leaves out c of table things')
  })

  it('tells a character that no font has', async () => {
    const spec = bars({ layer: [{ mark: 'bar' }, { mark: { type: 'text', text: '東' } }], mark: undefined })
    const { problems } = await things({ a: [5] }, spec)
    expect(problems).toMatchObject([{ code: 'glyph-missing' }])
  })

  it('draws a table in its long form, one series a column', async () => {
    const spec = {
      data: { name: 'months.long' },
      width: 600,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'row', type: 'nominal' },
        y: { field: 'value', type: 'quantitative', axis: null },
        detail: { field: 'series', type: 'nominal' },
      },
      usermeta: { labels: { form: 'short' } },
    }
    const { marks, problems, alternatives } = await drawn('months', ['nl'], { spec })
    expect(problems).toEqual([])
    expect(marks).toBe(4 + 48)
    expect(alternatives[0]?.text).toContain('Lijndiagram')
  })

  it('is the same when drawn again, alone or among others in any order', async () => {
    const alone = await Promise.all(IDS.map(async (id) => (await drawn(id, ['fr'])).svg))
    const crowd = await Promise.all(
      Array.from({ length: 50 }, (_, index) => drawn(IDS[(index * 7) % 4] ?? '', index % 2 ? ['nl'] : ['fr'])),
    )
    for (const [index, graphic] of crowd.entries())
      if (index % 2 === 0) expect(graphic.svg).toBe(alone[(index * 7) % 4])
  })

  it('has ids that no other graphic of the page has', async () => {
    const clipped = (id: string) =>
      drawn(id, ['nl'], {
        spec: bars({ mark: { type: 'bar', clip: true } }),
        table: 'things',
        figures: figuresOf(table('things', { columns: ['persons'], rows: { a: [5] } })),
      })
    const svgs = [await clipped('months'), await clipped('destinations')].map((one) => one.svg)
    const ids = svgs.flatMap((svg) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))
    expect(ids.length).toBeGreaterThan(3)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('runs from right to left in a language that does', async () => {
    expect((await drawn('destinations', ['ar'])).svg).toContain('scale(-1,1)')
    expect((await drawn('destinations', ['nl'])).svg).not.toContain('scale(-1,1)')
  })

  it('has a spec that draws the same in any Vega-Lite editor: words and data inside, nothing of ours left', async () => {
    const { spec } = await drawn('evolution', ['nl'])
    expect(JSON.stringify(spec)).not.toMatch(/"@|usermeta/)
    expect(spec).toHaveProperty('datasets.history')
  })
})
