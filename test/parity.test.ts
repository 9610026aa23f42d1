import { beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../src/draft.ts'
import { allParts, type Message } from '../src/format/message.ts'
import type { Texts } from '../src/format/texts.ts'
import { placeholders } from '../src/format/wording.ts'
import type { Page } from '../src/html/page.ts'
import { FACTSHEETS, lastingDraftOf } from './e2e/drafting.ts'

const sorted = (items: Iterable<string>) => [...items].sort()

/** What `of` gives for the first language, and for each of the others: all must be the same. */
function expectSame<T>(items: readonly T[], of: (item: T) => unknown): void {
  const [first, ...others] = items.map(of)
  expect(others.length).toBeGreaterThan(0)
  for (const other of others) expect(other).toEqual(first)
}

function attribute(page: Page, name: string): readonly string[] {
  return [...page.html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '')
}

describe.each(FACTSHEETS)('every language of $factsheet', ({ factsheet, root }) => {
  let draft: Draft
  let texts: readonly Texts[]
  let pages: readonly Page[]
  beforeAll(async () => {
    draft = await lastingDraftOf({ factsheet, root })
    texts = [...draft.material.texts.values()]
    pages = draft.pages.filter((page) => page.languages.length === 1)
  })

  it('has a page of its own', () => {
    expect(pages.map((page) => page.document)).toEqual(draft.material.factsheet.languages.map(({ code }) => code))
  })

  it('has the same messages', () => {
    expectSame(texts, ({ messages }) => sorted(messages.keys()))
  })

  /** `{first_to}` and `{first_at}` are the same name, in the form that each language's sentence needs. */
  const formless = (name: string) => {
    const figure = [...draft.figures.named.keys()].find(
      (one) => name.startsWith(`${one}_`) && !draft.figures.named.has(name),
    )
    return figure === undefined || /_(direction|size)$/.test(name) ? name : `${figure}_name`
  }

  it('has the same placeholders in each message', () => {
    expectSame(texts, ({ messages }) =>
      sorted([...messages].map(([key, message]) => `${key}: ${sorted(placeholders(message).map(formless)).join(' ')}`)),
    )
  })

  it('has the same choices of a select in each message', () => {
    const selects = ({ ast }: Message) =>
      allParts(ast).flatMap((part) =>
        part.kind === 'choice' && part.by === 'select'
          ? [`${part.name}: ${sorted(Object.keys(part.options)).join(' ')}`]
          : [],
      )
    expectSame(texts, ({ messages }) =>
      sorted([...messages].map(([key, message]) => `${key}: ${sorted(new Set(selects(message))).join('; ')}`)),
    )
  })

  it('has every plural form that its grammar asks for', () => {
    for (const { language, messages } of texts) {
      const needed = new Intl.PluralRules(language.locale).resolvedOptions().pluralCategories
      const plurals = [...messages.values()].flatMap(({ key, ast }) =>
        allParts(ast).flatMap((part) =>
          part.kind === 'choice' && part.by === 'cardinal' ? [{ key, options: part.options }] : [],
        ),
      )
      // `many` of French and its like is for millions and more; `other` stands in for it.
      const missing = plurals.flatMap(({ key, options }) =>
        needed.filter((one) => one !== 'many' && !(one in options)).map((one) => `${key} ${one}`),
      )
      expect(missing, language.code).toEqual([])
    }
  })

  it('names every code that a table or a graphic prints, and has the same glossary', () => {
    expectSame(texts, ({ terms }) => sorted(terms.keys()))
    for (const { language, names } of texts) expect([...names.values()], language.code).not.toContain('')
  })

  it('prints the same figures with the same values at the same spots', () => {
    expectSame(pages, ({ printing }) => Object.fromEntries(printing.values))
    expectSame(pages, ({ printing }) =>
      Object.fromEntries([...printing.spots].map(([id, spots]) => [id, sorted(spots)])),
    )
    expectSame(pages, (page) => sorted(attribute(page, 'data-figure')))
    for (const page of pages) expect(page.printing.values.size).toBeGreaterThan(5)
  })

  it('writes the same machine-readable values', () => {
    const values = (page: Page) =>
      sorted(
        [...page.html.matchAll(/<data value="([^"]*)" data-figure="([^"]*)"/g)].map(
          ([, value, id]) => `${id} ${value}`,
        ),
      )
    expectSame(pages, values)
  })

  it('has the same tables and graphics in the same order, with as many rows and marks', () => {
    expectSame(pages, (page) => attribute(page, 'data-table'))
    expectSame(pages, (page) => attribute(page, 'data-graphic'))
    expectSame(pages, (page) => page.expected)
    const published = [...draft.figures.tables.values()].filter((table) => table.publish).map((table) => table.id)
    for (const page of pages) expect(sorted(attribute(page, 'data-table'))).toEqual(sorted(published))
  })

  it('has the same notes in the same order, and the same status letters', () => {
    expectSame(pages, ({ printing }) => printing.notes)
    expectSame(pages, ({ printing }) => sorted(printing.statuses))
    expectSame(pages, (page) => [...page.html.matchAll(/ href="#(note-[^"]*)"/g)].map((match) => match[1]))
  })

  it('says on the facing page what it says on its own: the same figures, tables, graphics and notes', () => {
    const facing = draft.pages.find((page) => page.languages.length === 2)
    const own = pages.find((page) => page.document === facing?.languages[0])
    if (!facing || !own) throw new Error('no facing page')
    const content = (page: Page) => ({
      values: Object.fromEntries(sorted(page.printing.values.keys()).map((id) => [id, page.printing.values.get(id)])),
      tables: sorted(attribute(page, 'data-table')),
      graphics: sorted(attribute(page, 'data-graphic')),
      notes: sorted(page.printing.notes),
      statuses: sorted(page.printing.statuses),
    })
    expect(content(facing)).toEqual(content(own))
  })
})
