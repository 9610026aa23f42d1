/** The site as a whole, without an address and with one: nothing leads nowhere, nothing is told that must not be. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { allParts } from '../../../src/format/message.ts'
import type { Texts } from '../../../src/format/texts.ts'
import type { PublicFile } from '../../../src/release/site/facts.ts'
import { ar, en, fr, nl } from '../../format/fixtures.ts'
import { type Made, madeSite, SECRETS, SITE, textsFor, versionFiles } from './fixtures.ts'
import { attribute, hrefsIn, idsIn, spokenIn, tagsIn, target, unescaped, withoutStyle } from './reading.ts'

const isPage = ({ path }: PublicFile) => path.endsWith('.html')

describe.each([null, SITE])('the site at %s', (site) => {
  let made: Made
  let pages: readonly PublicFile[]
  beforeAll(async () => {
    made = await madeSite(site)
    pages = made.files.filter(isPage)
  })

  it('has its files where they are expected, each once', () => {
    const paths = made.files.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths).toEqual(
      expect.arrayContaining([
        'index.html',
        'catalog.jsonld',
        'bicycle-counts/index.html',
        'bicycle-counts/nl/index.html',
        'bicycle-counts/fr/feed.atom',
        'bicycle-counts/nl/calendar.ics',
        'bicycle-counts/2021/history.json',
        'canal-towns/nl/2022.html',
        'springs/ar/index.html',
      ]),
    )
    expect(paths.includes('sitemap.xml')).toBe(site !== null)
    expect(paths).not.toContain('canal-towns/nl/calendar.ics')
  })

  it('has no link that leads nowhere', () => {
    const versions = versionFiles(made.all)
    const ids = new Map(made.files.map(({ path, content }) => [path, idsIn(content)]))
    const linked = made.files.filter(({ path }) => /\.(html|atom|xml)$/.test(path))
    const all = linked.flatMap(({ path, content }) =>
      hrefsIn(withoutStyle(content)).flatMap((href) => {
        const there = target(path, href, site)
        return there ? [{ from: path, href, ...there }] : []
      }),
    )
    expect(all.length).toBeGreaterThan(800)
    expect(all.filter(({ path }) => !ids.has(path) && !versions.has(path))).toEqual([])
    expect(all.filter(({ path, place }) => place !== '' && !ids.get(path)?.has(place))).toEqual([])
  })

  it('leads out of itself to the licence and, in the feed and the map, to nothing but itself', () => {
    const out = made.files.flatMap(({ path, content }) =>
      /\.(html|atom)$/.test(path) ? hrefsIn(withoutStyle(content)).filter((href) => !target(path, href, site)) : [],
    )
    expect([...new Set(out)]).toEqual(['https://creativecommons.org/licenses/by/4.0/'])
  })

  it('leads to every document of every version that is left', () => {
    const linked = new Set(
      pages.flatMap(({ path, content }) =>
        hrefsIn(withoutStyle(content)).map((href) => target(path, href, site)?.path ?? ''),
      ),
    )
    // The folder's own page and the manifest are for those who build; `latest` has a name of its own.
    const documents = [...versionFiles(made.all)].filter((path) => !/(index\.html|manifest\.json)$/.test(path))
    const readable = documents.filter((path) => /\.(html|pdf)$/.test(path))
    const permanent = readable.filter((path) => !path.includes('/latest/'))
    expect(permanent.filter((path) => !linked.has(path))).toEqual([])
    const current = documents.filter((path) =>
      /^(bicycle-counts\/2023|canal-towns\/\d+|springs\/2023-04)\/latest\//.test(path),
    )
    expect(current.length).toBeGreaterThan(400)
    expect(current.filter((path) => !linked.has(path))).toEqual([])
  })

  it('tells no number of a withdrawn version, and links none of its files', () => {
    const told = made.files.flatMap(({ path, content }) =>
      SECRETS.filter((secret) => withoutStyle(content).includes(secret)).map((secret) => `${path} ${secret}`),
    )
    expect(told).toEqual([])
    const linked = pages.flatMap(({ path, content }) =>
      hrefsIn(withoutStyle(content)).map((href) => target(path, href, site)?.path ?? ''),
    )
    expect(linked.filter((path) => /^bicycle-counts\/(2023\/[12]|2021\/1)\//.test(path))).toEqual([])
    // The fixture does hold them: else the two lines above would prove nothing.
    expect(SECRETS.filter((secret) => JSON.stringify(made.all[0]?.editions).includes(secret)).length).toBeGreaterThan(3)
  })

  it('has the same languages named by each other, and by themselves', () => {
    const named = new Map(
      pages.map(({ path, content }) => {
        const links = tagsIn(withoutStyle(content), 'link').filter((tag) => attribute(tag, 'hreflang') !== null)
        const entries = links.map((tag) => [
          attribute(tag, 'hreflang'),
          target(path, attribute(tag, 'href') ?? '', site)?.path,
        ])
        return [path, entries] as const
      }),
    )
    expect(named.get('bicycle-counts/nl/index.html')).toEqual([
      ['nl-BE', 'bicycle-counts/nl/index.html'],
      ['fr-BE', 'bicycle-counts/fr/index.html'],
      ['x-default', 'bicycle-counts/index.html'],
    ])
    for (const [path, links] of named)
      for (const [, other] of links) expect(named.get(other ?? ''), `${path} → ${other}`).toEqual(links)
    const own = [...named].filter(([path]) => path !== 'index.html' && !path.startsWith('index'))
    expect(own.filter(([path, links]) => !links.some(([, other]) => other === path))).toEqual([])
  })

  it('writes absolute addresses in the head once there is one, and none before', () => {
    for (const { path, content } of pages) {
      const links = tagsIn(withoutStyle(content), 'link')
      const canonical = links
        .filter((tag) => attribute(tag, 'rel') === 'canonical')
        .map((tag) => attribute(tag, 'href'))
      const expected = `${SITE}/${path}`.replace(/index\.html$/, '')
      expect(canonical).toEqual(site === null ? [] : [expected])
      const languages = links.filter((tag) => attribute(tag, 'hreflang') !== null)
      expect(languages.filter((tag) => attribute(tag, 'href')?.startsWith(SITE) !== (site !== null))).toEqual([])
    }
  })

  it('runs nothing and loads nothing: one style sheet, known by its hash, and data that no text can end', () => {
    for (const { path, content } of pages) {
      const scripts = [...content.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)]
      expect(
        scripts.filter(([, kind]) => kind !== ' type="application/ld+json"'),
        path,
      ).toEqual([])
      for (const [, , data = ''] of scripts) expect(data).not.toContain('<')
      const [style = ''] = content.match(/(?<=<style>)[\s\S]*?(?=<\/style>)/) ?? []
      const policy = unescaped(content.match(/Content-Security-Policy" content="([^"]+)"/)?.[1] ?? '')
      expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
      expect(policy).toContain("default-src 'none'")
      expect(withoutStyle(content)).not.toMatch(/\s(style|src|on\w+)="/)
    }
  })

  it('carries the fonts of the characters that stand on it, and no others', () => {
    const arabic = pages.filter(({ content }) => content.includes('font-family:"Noto Sans Arabic"'))
    const paths = ['index.html', 'springs/ar/index.html', 'springs/en/index.html', 'springs/index.html']
    expect(arabic.map(({ path }) => path).toSorted()).toEqual(paths)
    expect(pages.filter(({ content }) => !content.includes('font-family:"Source Sans 3"'))).toEqual([])
  })

  it('is the same to the byte when it is made again', async () => {
    const again = await madeSite(site)
    expect(again.files.filter(({ content }, index) => content !== made.files[index]?.content)).toEqual([])
  })
})

describe('the languages of the site', () => {
  let pages: readonly PublicFile[]
  let texts: readonly Texts[]
  beforeAll(async () => {
    texts = await textsFor([nl, fr, en, ar])
    pages = (await madeSite(null)).files.filter(isPage)
  })

  /** Pieces of the tool's own sentences in a language, long enough to be that language's and no other's. */
  const pieces = (one: Texts) =>
    [...one.messages.values()]
      .filter(({ key }) => /^(site|words)\./.test(key))
      .flatMap(({ ast }) =>
        allParts(ast).flatMap((part) => (part.kind === 'text' ? [part.text.replace(/\s+/g, ' ').trim()] : [])),
      )
      .filter((text) => /\p{L}{5}/u.test(text))

  it.each([
    ['nl', 'nl-BE'],
    ['fr', 'fr-BE'],
    ['ar', 'ar'],
    ['en', 'en-GB'],
  ])('are not mixed: %s', (code, locale) => {
    const own = texts.find(({ language }) => language.code === code)
    const known = own ? pieces(own).join('\n').toLowerCase() : ''
    const foreign = texts.filter((one) => one !== own).flatMap(pieces)
    const strange = foreign.filter((piece) => !known.includes(piece.toLowerCase()))
    expect(strange.length).toBeGreaterThan(50)
    const of = pages.filter(({ path }) => path.includes(`/${code}/`))
    expect(of.length).toBeGreaterThan(0)
    for (const { path, content } of of) {
      const spoken = spokenIn(content, locale)
      expect(spoken.length).toBeGreaterThan(300)
      expect(
        strange.filter((piece) => new RegExp(`(?<!\\p{L})${RegExp.escape(piece)}(?!\\p{L})`, 'u').test(spoken)),
        path,
      ).toEqual([])
    }
  })

  it('are named where they stand, and read in their direction', () => {
    const arabic = pages.find(({ path }) => path === 'springs/ar/index.html')?.content ?? ''
    expect(arabic).toContain('<html lang="ar" dir="rtl">')
    expect(arabic).toContain('<a href="../en/index.html" hreflang="en-GB" lang="en-GB" dir="ltr">English</a>')
    expect(arabic).toContain('<th scope="row"><span lang="en-GB" dir="ltr">Flow by spring</span></th>')
    const root = pages.find(({ path }) => path === 'index.html')?.content ?? ''
    expect(root).toContain('<section lang="ar" dir="rtl">')
    expect(root).toContain('<section lang="fr-BE" dir="ltr">')
  })
})
