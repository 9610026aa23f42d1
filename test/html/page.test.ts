import { describe, expect, it } from 'vitest'
import { readTemplates } from '../../src/html/template.ts'
import { listener, memoryWorld } from '../memory-world.ts'
import { render } from './speaking.ts'

const TABLE = '<table data-table="countries">{{#each tables.countries.rows}}<tr></tr>{{/each}}</table>'

describe('renderPage', () => {
  it('makes a whole document in its language', async () => {
    const { page } = await render('<main>{{text "agency"}}</main>')
    expect(page?.html).toMatch(
      /^<!doctype html>\n<html lang="nl-BE" dir="ltr">\n<head>\n[\s\S]*<\/head>\n<body>\n<main>Agentschap<\/main>\n<\/body>\n<\/html>\n$/,
    )
    expect(page).toMatchObject({ document: 'nl', languages: ['nl'] })
  })

  it('gives a facing page the language of its left side', async () => {
    const { page } = await render('<main></main>', ['fr', 'nl'])
    expect(page?.html).toContain('<html lang="fr-BE" dir="ltr">')
    expect(page?.languages).toEqual(['fr', 'nl'])
  })

  it('expects the rows of the tables that the template placed, and of no others', async () => {
    expect((await render(TABLE)).page?.expected).toEqual({ rows: { countries: 3 }, marks: {} })
    expect((await render('<main></main>')).page?.expected).toEqual({ rows: {}, marks: {} })
  })

  it('makes the style sheet from what the body holds', async () => {
    const { page } = await render('<main>{{text "agency"}}</main>', ['nl'], {
      head: { style: (body) => `/*${body.length}*/`, alternates: [], canonical: null, license: null },
    })
    expect(page?.html).toContain('<style>/*23*/</style>')
  })

  it('tells every unknown name of a template, renders nothing, and throws nothing', async () => {
    const { page, problems } = await render('{{titel}}\n{{figure figures.totaal}}')
    expect(page).toBeNull()
    expect(problems.map(({ code, place }) => `${code} ${place?.file}:${place?.line}`)).toEqual([
      'unknown-name t/page.hbs:1',
      'unknown-name t/page.hbs:2',
    ])
  })

  it('tells that there is no template', async () => {
    const { tell } = listener()
    const templates = await readTemplates(['t'], memoryWorld(), tell)
    const { page, problems } = await render('', ['nl'], { templates })
    expect(page).toBeNull()
    expect(problems).toMatchObject([{ code: 'template-missing', message: expect.stringContaining('page.hbs') }])
  })

  it('renders the same bytes each time, and records each page anew', async () => {
    const template = `${TABLE}{{figure figures.brazil}}{{notes}}`
    const [first, second] = [await render(template), await render(template)]
    expect(second.page?.html).toBe(first.page?.html)
    expect(second.page?.printing.notes).toEqual(['dublin'])
  })
})
