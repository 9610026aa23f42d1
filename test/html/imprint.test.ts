import { describe, expect, it } from 'vitest'
import { headHtml } from '../../src/html/head.ts'
import type { Imprint, ImprintWords } from '../../src/html/imprint.ts'
import { render, smallFigures, smallTexts } from './speaking.ts'

const words = (changes: Partial<ImprintWords> = {}): ImprintWords => ({
  draft: null,
  version: 'Versie 2 & later',
  label: 'Wat er veranderde',
  notices: [],
  ...changes,
})

function imprint(changes: Partial<ImprintWords> = {}, rest: Partial<Imprint> = {}): Imprint {
  const all = new Map([
    ['nl', words(changes)],
    ['fr', words(changes)],
  ])
  return { version: 2, published: '2021-01-28T10:00:00Z', modified: '2021-03-12T10:00:00Z', words: all, ...rest }
}

async function head(said: Imprint): Promise<string> {
  const texts = await smallTexts('nl')
  return headHtml({
    figures: smallFigures(),
    texts,
    style: '',
    alternates: [],
    canonical: null,
    license: null,
    imprint: said,
  })
}

const NOTICE = { heading: 'Correctie.', sentences: ['Een < twee.', 'Niets anders.'] }

describe('a draft', () => {
  it('says so before anything else, once for each language, in its own', async () => {
    const draft = imprint({ draft: 'Ontwerp' }, { published: null, modified: null })
    const { body } = await render('{{#sides}}{{version}}{{/sides}}', ['nl', 'fr'], { imprint: draft })
    expect(body.trim()).toMatch(
      /^<header class="draft" data-imprint><p lang="nl-BE" dir="ltr" id="draft-nl">Ontwerp<\/p><p lang="fr-BE" dir="ltr" id="draft-fr">/,
    )
  })

  it('is not to be found by search engines; what is published is, with its dates', async () => {
    expect(await head(imprint({}, { published: null, modified: null }))).toContain('content="noindex"')
    const html = await head(imprint({ notices: [NOTICE] }))
    expect(html).not.toContain('noindex')
    expect(html).toContain('<meta property="article:modified_time" content="2021-03-12T10:00:00Z">')
    const data = JSON.parse(/<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? '')
    expect(data).toMatchObject({
      version: 2,
      datePublished: '2021-01-28T10:00:00Z',
      dateModified: '2021-03-12T10:00:00Z',
      correction: [{ '@type': 'CorrectionComment', text: 'Correctie. Een < twee. Niets anders.' }],
    })
  })
})

describe('what a page says of its version', () => {
  it('stands where the template puts it, escaped', async () => {
    const { body } = await render('<p>voor</p>{{version}}{{notices}}', ['nl'], {
      imprint: imprint({ notices: [NOTICE] }),
    })
    expect(body).toBe(
      '<p>voor</p><p class="version" id="version-nl" data-imprint>Versie 2 &amp; later</p>' +
        '<section class="notices" aria-label="Wat er veranderde" data-imprint><p class="notice"><strong>Correctie.</strong> Een &lt; twee. Niets anders.</p></section>',
    )
  })

  it('takes no room where there is no notice', async () => {
    const { body } = await render('{{version}}{{notices}}', ['nl'], { imprint: imprint() })
    expect(body).not.toContain('notices')
  })

  it.each([
    ['version', '{{notices}}'],
    ['notices', '{{version}}'],
  ])('is missed when the template leaves out its %s', async (part, template) => {
    const { page, problems } = await render(template, ['nl'], { imprint: imprint({ notices: [NOTICE] }) })
    expect(page).toBeNull()
    expect(problems.map(({ code, message }) => [code, message.includes(part)])).toEqual([['imprint-not-printed', true]])
  })

  it('is missed when one of two languages lacks it', async () => {
    const { problems } = await render('{{#left}}{{version}}{{/left}}', ['nl', 'fr'], { imprint: imprint() })
    expect(problems.map(({ code }) => code)).toEqual(['imprint-not-printed'])
  })
})

describe('a revised number', () => {
  it('bears a letter that the legend explains, in tables and key figures, not in sentences', async () => {
    const figures = smallFigures()
    const named = new Map([...figures.named].map(([name, figure]) => [name, { ...figure, revised: true }] as const))
    const revised = { ...figures, named }
    const { body } = await render('{{figure figures.brazil}} {{notes}}', ['nl'], { figures: revised })
    expect(body).toContain('<span class="status" data-imprint>\u202F[r]</span>')
    expect(body).toContain('<li data-imprint>[r] herzien</li>')
    const { body: prose } = await render('{{text "lead"}} {{notes}}', ['nl'], { figures: revised })
    expect(prose).not.toContain('[r]')
  })
})
