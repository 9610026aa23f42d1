import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type HeadFacts, headHtml, securityPolicy } from '../../src/html/head.ts'
import { smallFigures, smallTexts } from './speaking.ts'

async function head(changes: Partial<HeadFacts> = {}, codes = ['nl']): Promise<string> {
  const texts = await smallTexts(...codes)
  return headHtml({
    figures: smallFigures(),
    texts,
    style: 'p {}',
    alternates: [],
    canonical: null,
    license: null,
    imprint: null,
    ...changes,
  })
}

const linkedData = (html: string) =>
  JSON.parse(/<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? '')

describe('the head', () => {
  it('has an escaped title and description', async () => {
    const html = await head()
    expect(html).toContain('<title>Terugkeer &amp; &quot;cijfers&quot; in 2020</title>')
    expect(html).toContain('content="Cijfers over terugkeer."')
  })

  it('of a facing page has both titles', async () => {
    const html = await head({}, ['nl', 'fr'])
    expect(html).toContain(' in 2020 | Retours en 2020</title>')
    expect(html).toContain(
      '<meta property="og:locale" content="nl_BE">\n<meta property="og:locale:alternate" content="fr_BE">',
    )
  })

  it('names alternates by language or by media type', async () => {
    const html = await head({
      alternates: [
        { lang: 'fr-BE', href: 'a.html' },
        { type: 'application/pdf', href: 'a.pdf' },
      ],
    })
    expect(html).toContain('<link rel="alternate" hreflang="fr-BE" href="a.html">')
    expect(html).toContain('<link rel="alternate" type="application/pdf" href="a.pdf">')
  })

  it('has an address of its own only when the factsheet has a site', async () => {
    expect(await head()).not.toContain('canonical')
    expect(await head({ canonical: 'https://example.org/a.html' })).toContain(
      '<link rel="canonical" href="https://example.org/a.html">',
    )
  })

  it('allows no script, nothing from outside, and just this style sheet', async () => {
    const hash = createHash('sha256').update('p {}').digest('base64')
    const policy = securityPolicy('p {}')
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).toContain(`style-src 'sha256-${hash}';`)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(await head()).toContain(policy.replaceAll("'", '&#39;'))
  })
})

describe('linked data', () => {
  it('describes the report and its dataset, with period, languages, licence and what is measured', async () => {
    const html = await head({
      license: 'https://example.org/licence',
      alternates: [{ type: 'application/json', href: 'figures.json' }],
    })
    expect(linkedData(html)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Report',
      inLanguage: ['nl-BE'],
      temporalCoverage: '2020-01/2020-12',
      license: 'https://example.org/licence',
      about: {
        '@type': 'Dataset',
        variableMeasured: ['Landen'],
        distribution: [{ encodingFormat: 'application/json', contentUrl: 'figures.json' }],
      },
    })
  })

  it('of an edition of one month covers that month', async () => {
    expect(linkedData(await head({ figures: { ...smallFigures(), edition: '2020-04' } })).temporalCoverage).toBe(
      '2020-04',
    )
  })

  it('cannot end the script that it stands in', async () => {
    const texts = (await smallTexts('nl')).map((one) => {
      const agency = one.messages.get('agency')
      if (!agency) throw new Error('no agency')
      const ast = [{ kind: 'text', text: '</script><script>alert(1)</script>' }] as const
      return { ...one, messages: new Map([...one.messages, ['agency', { ...agency, ast }]]) }
    })
    const html = await head({ texts })
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    expect(linkedData(html).creator.name).toBe('</script><script>alert(1)</script>')
  })
})
