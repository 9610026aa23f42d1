import { describe, expect, it } from 'vitest'
import { placeholders, plain, plainText, type Value, word } from '../../src/format/wording.ts'
import { Refusal } from '../../src/problem.ts'
import { ar, en, figure, fr, nl, textsIn } from './fixtures.ts'

async function say(message: string, values: Readonly<Record<string, Value | null>>, language = fr) {
  const texts = await textsIn(language, `m: >-\n  ${message}`)
  const tokens = word('m', values, texts)
  return tokens && plain(tokens)
}

const PERSONS =
  '{total, plural, =0 {aucune personne} one {{total} personne} many {{total} de personnes} other {{total} personnes}}'

describe('a plural', () => {
  it.each([
    ['0', 'aucune personne'],
    ['1', '1 personne'],
    ['1.5', '1,5 personne'],
    ['2', '2 personnes'],
    ['1847', '1.847 personnes'],
    ['1000000', '1.000.000 de personnes'],
  ])('of %s is chosen by the rules of French', async (value, text) => {
    expect(await say(PERSONS, { total: figure(value, { decimals: value.includes('.') ? 1 : 0 }) })).toBe(text)
  })

  it('is chosen by what is printed: the rounded value with its decimals', async () => {
    const message = '{x, plural, one {{x} person} other {{x} persons}}'
    expect(await say(message, { x: figure('1.2') }, en)).toBe('1 person')
    expect(await say(message, { x: figure('1', { decimals: 1 }) }, en)).toBe('1.0 persons')
  })

  it('of nothing is other in Dutch', async () => {
    expect(await say('{x, plural, one {{x} persoon} other {{x} personen}}', { x: figure(0) }, nl)).toBe('0 personen')
  })

  it('has all six forms in Arabic', async () => {
    const message = '{x, plural, zero {z} one {o} two {t} few {f} many {m} other {h}}'
    const forms = [0, 1, 2, 3, 11, 100].map((value) => say(message, { x: figure(value) }, ar))
    expect(await Promise.all(forms)).toEqual(['z', 'o', 't', 'f', 'm', 'h'])
  })

  it('refuses a text that is no number', async () => {
    await expect(say('{x, plural, one {a} many {b} other {c}}', { x: 'veel' })).rejects.toThrow(
      /is no number but "veel"/,
    )
  })

  it('can be ordinal', async () => {
    expect(await say('{x, selectordinal, one {1er} other {{x}e}}', { x: figure(1) })).toBe('1er')
  })
})

describe('a select', () => {
  it('takes the option that is named, else other', async () => {
    const message = '{d, select, up {hausse} down {baisse} other {stabilité}}'
    expect(await say(message, { d: 'down' })).toBe('baisse')
    expect(await say(message, { d: 'same' })).toBe('stabilité')
    expect(await say(message, { d: 'constructor' })).toBe('stabilité')
  })
})

describe('a message', () => {
  it('keeps its figures apart from its text, and its tags nested', async () => {
    const total = figure(1847)
    const texts = await textsIn(nl, 'm: "In {edition}: <strong>{total} mensen</strong>. Meer: <link>x.be</link>"')
    expect(word('m', { total, edition: '2020', unused: 'x' }, texts)).toEqual([
      { kind: 'text', text: 'In 2020: ' },
      {
        kind: 'tag',
        name: 'strong',
        children: [
          { kind: 'figure', figure: total, text: '1.847' },
          { kind: 'text', text: ' mensen' },
        ],
      },
      { kind: 'text', text: '. Meer: ' },
      { kind: 'tag', name: 'link', children: [{ kind: 'text', text: 'x.be' }] },
    ])
  })

  it('never reads a value as a message or as markup', async () => {
    expect(await say('a {x} b', { x: '<strong>{y}</strong>' })).toBe('a <strong>{y}</strong> b')
  })

  it.each([
    ['missing', figure(null, { status: ['O'] })],
    ['suppressed', figure(3, { suppressed: true })],
    ['not given', null],
  ])('is left out when a figure in it is %s', async (_, value) => {
    expect(await say('<em>Dont {x} <strong>{y}</strong></em>', { x: figure(1), y: value })).toBeNull()
    expect(await say(PERSONS, { total: value })).toBeNull()
  })

  it('is not left out for a figure that the chosen text does not speak of', async () => {
    const message = '{d, select, yes {avec {x}} other {sans}}'
    expect(await say(message, { d: 'no', x: null })).toBe('sans')
  })

  it('that has nothing to say is left out', async () => {
    expect(await say('{d, select, yes {oui} other {}}', { d: 'no' })).toBeNull()
  })

  it('reads a line break in the file as a space', async () => {
    const texts = await textsIn(fr, 'm: |\n  une ligne\n    {x}\n  la suite')
    expect(plain(word('m', { x: 'y' }, texts) ?? [])).toBe('une ligne y la suite')
  })

  it('refuses an unknown key, and says which was meant', async () => {
    const texts = await textsIn(nl, 'intro:\n  total: x')
    expect(() => word('intro.totaal', {}, texts)).toThrow(Refusal)
    try {
      word('intro.totaal', {}, texts)
    } catch (error) {
      expect((error as Refusal).problems[0]).toMatchObject({
        code: 'unknown-message',
        hint: 'did you mean "intro.total"?',
      })
    }
  })

  it('refuses a placeholder without a value, with its place and what was meant', async () => {
    const texts = await textsIn(nl, 'm: "{totaal} {x, plural, one {{y}} other {b}}"')
    try {
      word('m', { total: figure(1), x: figure(2) }, texts)
      expect.unreachable()
    } catch (error) {
      expect((error as Refusal).problems).toMatchObject([
        {
          code: 'placeholder-without-value',
          hint: 'did you mean "total"?',
          place: { file: 'text/nl.yaml', line: 1, column: 4 },
        },
        { code: 'placeholder-without-value' },
      ])
    }
  })

  it('knows its placeholders, each once', async () => {
    const texts = await textsIn(nl, 'm: "{a} {b, plural, one {{c}} other {<em>{d}</em> {a}}}"')
    const message = texts.messages.get('m')
    expect(message && placeholders(message)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('as plain text may speak of the edition', async () => {
    const texts = await textsIn(nl, 'title: <strong>Terugkeer</strong> in {edition}')
    const figures = { edition: '2020', area: null, tables: new Map(), named: new Map() }
    expect(plainText('title', texts, figures)).toBe('Terugkeer in 2020')
  })
})
