import { describe, expect, it } from 'vitest'
import { render } from './speaking.ts'

/** U+202F, between a number and what hangs beside it. */
const THIN = '\u202F'
const bodyOf = async (...args: Parameters<typeof render>) => {
  const { body, problems } = await render(...args)
  expect(problems).toEqual([])
  return body
}

describe('text', () => {
  it('wraps each figure with its value and id, keeps tags, and gives a link the address that it shows', async () => {
    expect(await bodyOf('{{text "lead"}}')).toBe(
      '<strong><data value="1480" data-figure="brazil">1.480</data></strong> mensen, ' +
        '<data value="26" data-figure="change">26\u00A0%</data> minder. ' +
        '<a href="https://www.voorbeeld.be">www.<wbr>voorbeeld.<wbr>be</a>',
    )
  })

  it('escapes what it writes', async () => {
    expect(await bodyOf('{{text "title"}}')).toBe('Terugkeer &amp; &quot;cijfers&quot; in 2020')
    expect(await bodyOf('<p title="{{plain "title"}}"></p>')).toBe(
      '<p title="Terugkeer &amp; &quot;cijfers&quot; in 2020"></p>',
    )
  })

  it('is empty when its figure is missing, and `has` says so', async () => {
    expect(await bodyOf('[{{text "gone"}}][{{sentences "gone" "agency" "gone"}}]{{#if (has "gone")}}x{{/if}}')).toBe(
      '[][Agentschap]',
    )
  })

  it('names a message that is not there, and the nearest one', async () => {
    const { page, problems } = await render('{{text "laed"}}')
    expect(page).toBeNull()
    expect(problems).toMatchObject([{ code: 'unknown-message', hint: 'did you mean "lead"?' }])
  })
})

describe('figure', () => {
  it('keeps its marks and letters apart from its digits', async () => {
    const template =
      '{{figure figures.brazil}}|{{#each tables.countries.rows}}{{#each cells}}{{figure this in="x"}};{{/each}}{{/each}}{{notes}}'
    const body = await bodyOf(template)
    expect(body).toContain(
      `1.480</data><span class="beside"><sup class="mark">${THIN}<a href="#note-dublin" aria-label="noot (1)">(1)</a></sup></span>|`,
    )
    expect(body).toContain(`120</data><span class="beside"><span class="status">${THIN}[p]</span></span>`)
    expect(body.replace(/<[^>]*>/g, '')).not.toMatch(/\d[([]/)
  })

  it('that is missing has no value for machines, and a letter for people', async () => {
    expect(await bodyOf('{{figure figures.albania}}')).toBe('<span class="absent" data-figure="albania">[x]</span>')
  })

  it('records where it was printed', async () => {
    const { page } = await render('{{text "lead"}}{{figure figures.brazil in="strip"}}{{notes}}')
    expect(page?.printing.spots.get('brazil')).toEqual(['text lead', 'strip'])
    expect(page?.printing.values.get('brazil')).toBe('1480')
  })
})

describe('sides', () => {
  const sides = '{{#sides}}<p lang="{{lang}}">{{text "agency"}}</p>{{/sides}}'

  it('say a block in each language, or in the one language of a page', async () => {
    expect(await bodyOf(sides, ['nl', 'fr'])).toBe('<p lang="nl-BE">Agentschap</p><p lang="fr-BE">Agence</p>')
    expect(await bodyOf(sides)).toBe('<p lang="nl-BE">Agentschap</p>')
  })

  it('left and right say it in theirs, and whatever is in neither in the first', async () => {
    const template = '{{#left}}{{text "agency"}}{{/left}} {{#right}}{{text "agency"}}{{/right}} {{text "agency"}}'
    expect(await bodyOf(template, ['nl', 'fr'])).toBe('Agentschap Agence Agentschap')
  })
})

describe('drawing', () => {
  const graphic = (marks: number) => ({
    id: 'map',
    spec: {},
    svg: `<svg width="90"><text>\uE001</text><text>\uE000</text></svg>`,
    alternatives: [],
    marks,
    notes: ['dublin', 'bus'],
    figures: [],
  })

  it('puts the marks of the page into the graphic, in reading order', async () => {
    const { body, page } = await render('<div data-graphic="map">{{drawing "map"}}</div>{{notes}}', ['nl'], {
      graphics: new Map([['map', graphic(3)]]),
    })
    expect(body).toContain('<text>(1)</text><text>(2)</text>')
    expect(page?.printing.notes).toEqual(['dublin', 'bus'])
    expect(page?.expected.marks).toEqual({ map: 3 })
  })
})
