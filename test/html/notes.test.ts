import { describe, expect, it } from 'vitest'
import { render, smallFigures } from './speaking.ts'

const TABLE = '{{#each tables.countries.rows}}{{#each cells}}{{figure this in="table"}}{{/each}}{{/each}}'

describe('the foot of a page', () => {
  it('has its notes with their amounts, then the legend of the letters that were printed', async () => {
    const { body, problems } = await render(`${TABLE}{{notes}}`)
    expect(problems).toEqual([])
    expect(body.slice(body.indexOf('<ul')).replace(/\n/g, '')).toMatch(
      /^<ul class="notes"><li id="note-dublin"><span class="note-mark">\(1\)<\/span> Zonder 300 mensen\.<\/li><li>\[p\] voorlopig<\/li><li>\[x\] ontbreekt<\/li><\/ul>$/,
    )
  })

  it('explains no letter and no note that is not printed, and is empty when there is nothing to say', async () => {
    const { body } = await render('<p>{{text "agency"}}</p>{{notes}}')
    expect(body).toBe('<p>Agentschap</p>')
  })

  it('has an id of its own in each language of a facing page; marks lead to the first', async () => {
    const { body } = await render('{{figure figures.brazil}}{{#sides}}{{notes}}{{/sides}}', ['nl', 'fr'])
    expect(body).toContain('href="#note-dublin"')
    expect(body.match(/<li id="[^"]*"/g)).toEqual(['<li id="note-dublin"', '<li id="note-dublin-fr"'])
    expect(body).toContain('Zonder 300 mensen.')
    expect(body).toContain('Sans 300 personnes.')
  })

  it('refuses a mark below it, which would have no note', async () => {
    const { page, problems } = await render('{{notes}}{{figure figures.brazil}}')
    expect(page).toBeNull()
    expect(problems.map((one) => one.code)).toEqual(['note-after-notes'])
    expect(problems[0]?.message).toContain('dublin')
  })

  it('is missed when marks are printed and it is not', async () => {
    const { problems } = await render('{{figure figures.brazil}}')
    expect(problems).toMatchObject([{ code: 'notes-not-printed', message: expect.stringContaining('1 note') }])
  })
})

describe('the rounding note', () => {
  it('is said when a printed column of shares does not add up as printed, and only then', async () => {
    const figures = smallFigures()
    const table = figures.tables.get('countries')
    if (!table) throw new Error('no table')
    const gapIn = (column: string) => ({
      ...figures,
      tables: new Map([['countries', { ...table, roundingGap: [column] }]]),
    })
    expect((await render('{{notes}}', ['nl'], { figures: gapIn('share') })).body).toContain('<li>Afgerond.</li>')
    expect((await render('{{notes}}', ['nl'], { figures: gapIn('hidden') })).body).toBe('')
  })
})
