import { beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../src/draft.ts'
import { indexOutput } from '../src/index-page.ts'
import { jsonOutput, type Output } from '../src/outputs.ts'
import { FACTSHEETS, lastingDraftOf } from './e2e/drafting.ts'

const [shipped, waste] = FACTSHEETS
let draft: Draft
beforeAll(async () => {
  draft = await lastingDraftOf(shipped)
})

const indexOf = (one: Draft, outputs: readonly Output[]) => new TextDecoder().decode(indexOutput(one, outputs).bytes)
const pdf = (document: string, path: string): Output => ({
  path,
  kind: 'pdf',
  document,
  bytes: new Uint8Array(115_000),
  pages: 2,
})

describe('the index page', () => {
  it('has a part for each document, in its language, with its files, pages and size', () => {
    const html = indexOf(draft, [pdf('nl', 'een.pdf'), pdf('fr', 'un.pdf'), jsonOutput('figures.json', {})])
    const [nl, fr] = html.split('<section ').slice(1)
    expect(nl).toMatch(
      /^lang="nl-BE" dir="ltr">[\s\S]*<span lang="nl-BE">Nederlands<\/span>[\s\S]*<a href="een.pdf">een.pdf<\/a> \(2 p., 115 kB\)/,
    )
    expect(nl).not.toContain('un.pdf')
    expect(fr).toMatch(/^lang="fr-BE" dir="ltr">[\s\S]*<span lang="fr-BE">Français<\/span>[\s\S]*un\.pdf/)
    expect(html).toMatch(/<\/section>\n<ul><li><a href="figures\.json">figures\.json<\/a> \(1 kB\)/)
  })

  it('names both languages over the facing document', () => {
    const html = indexOf(draft, [])
    expect(html).toContain('<span lang="nl-BE">Nederlands</span> | <span lang="fr-BE">Français</span>')
  })

  it('has a title of every language, allows nothing from outside, and escapes what it writes', () => {
    const html = indexOf(draft, [pdf('nl', 'a&b".pdf')])
    expect(html).toMatch(/<title>Vrijwillige terugkeer in 2020 · .+<\/title>/)
    expect(html).toContain('default-src &#39;none&#39;')
    expect(html).toContain('<a href="a&amp;b&quot;.pdf">a&amp;b&quot;.pdf</a>')
    expect(html).not.toMatch(/<script|https?:/)
  })

  it('gives a part from right to left its direction', async () => {
    expect(indexOf(await lastingDraftOf(waste), [])).toContain('<section lang="ar" dir="rtl">')
  })
})
