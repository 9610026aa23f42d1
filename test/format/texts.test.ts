import { describe, expect, it } from 'vitest'
import { readTexts } from '../../src/format/texts.ts'
import type { Problem } from '../../src/problem.ts'
import { fr, nl, textsIn, textsOf, worldOf } from './fixtures.ts'

const codes = (problems: readonly Problem[]) => problems.map((one) => one.code)

describe('the text files', () => {
  it('are messages by their keys joined with dots, names, terms and settings', async () => {
    const texts = await textsIn(
      nl,
      `
intro:
  lead: Welkom
  2020: met {x}
names:
  organiser: { dvz: DVZ, iom: { name: IOM, to: naar IOM } }
  age: { 010: tien }
  _T: totaal
terms: { office: [DVZ, Dienst Vreemdelingenzaken], iom: IOM }
digits: [COVID-19]
lint:
  same: [Fedasil]
  forbid: [{ pattern: 'naar \\{', reason: lidwoord }]
`,
    )
    expect([...texts.messages.keys()]).toEqual(['intro.lead', 'intro.2020'])
    expect([...texts.names].map(([id, name]) => [id, name.forms])).toEqual([
      ['organiser.dvz', { name: 'DVZ' }],
      ['organiser.iom', { name: 'IOM', to: 'naar IOM' }],
      ['age.010', { name: 'tien' }],
      ['_T', { name: 'totaal' }],
    ])
    expect(texts.terms.get('office')).toEqual(['DVZ', 'Dienst Vreemdelingenzaken'])
    expect([texts.digits, texts.same]).toEqual([['COVID-19'], ['Fedasil']])
    expect(texts.forbidden[0]?.reason).toBe('lidwoord')
  })

  it('of the factsheet win from the shared ones, key by key', async () => {
    const world = worldOf({
      'shared/nl.yaml': 'words: { total: totaal, notes: Noten }\nnames: { _T: totaal }',
      'own/nl.yaml': '\uFEFFwords: { total: samen }',
    })
    const texts = await readTexts(['shared', 'own'], [nl], world, (one) => expect.unreachable(one.message))
    const messages = texts.get('nl')?.messages
    expect([...(messages?.values() ?? [])].map(({ key, source }) => [key, source])).toEqual([
      ['words.total', 'samen'],
      ['words.notes', 'Noten'],
    ])
    expect(messages?.get('words.total')?.place).toEqual({ file: 'own/nl.yaml', line: 1, column: 17 })
  })

  it('are all read: every problem of every file is told in one run', async () => {
    const problems: Problem[] = []
    const world = worldOf({
      'a/nl.yaml': 'x: "open',
      'b/nl.yaml': Uint8Array.of(0x78, 0x3a, 0x20, 0xe9),
      'b/fr.yaml': 'y: "open',
    })
    await readTexts(['a', 'b'], [nl, fr], world, (one) => problems.push(one))
    expect(codes(problems)).toEqual([
      'file-not-readable-as-yaml',
      'text-not-utf8',
      'text-file-missing',
      'file-not-readable-as-yaml',
    ])
    expect(problems[2]?.message).toBe('There is no a/fr.yaml, the texts of language fr')
  })

  it.each([
    ['x:', 'text-empty'],
    ['x: "  "', 'text-empty'],
    ['x: 2020', 'text-not-text'],
    ['x: [a, b]', 'text-not-text'],
    ['x: true', 'text-not-text'],
    ['- x', 'text-wrong-shape'],
    ['names: x', 'text-wrong-shape'],
    ['names: { organiser: x }', 'text-wrong-shape'],
    ['lint: { forbid: x }', 'text-wrong-shape'],
    ['lint: { forbid: [{ pattern: "(", reason: x }] }', 'text-not-a-pattern'],
    ['names: { organiser: { a: { name: 5 } } }', 'text-not-text'],
  ])('refuse %j with %s', async (text, code) => {
    expect(codes((await textsOf({ nl: text })).problems)).toEqual([code])
  })
})

describe('a message that cannot be used', () => {
  it.each([
    ['x: "a {n"', 'message-syntax', 'has no } that closes it', 7],
    ['x: "a {a-b} c"', 'message-syntax', 'is not a name', 7],
    ['x: "a <em>b"', 'message-syntax', 'opened but not closed', 7],
    ['x: "{n, plural, one {a}}"', 'message-syntax', '`other` is missing', 4],
    ['x: "n {n, number} b"', 'message-own-format', '{n, number}', 7],
    ['x: "n {n, date, long} b"', 'message-own-format', '{n, date, long}', 7],
    ['x: "n {n, number, ::percent} b"', 'message-own-format', '{n, number, ::percent}', 7],
    ['x: "{n, plural, one {# a} other {b}}"', 'message-pound', 'uses #', 22],
    ['x: "{n, plural, offset:1 one {a} other {b}}"', 'message-offset', 'offset', 17],
    ['x: "a <strnog>b</strnog>"', 'message-tag', '<strnog>', 7],
  ])('%j is refused as %s, at its column', async (text, code, words, column) => {
    const { problems } = await textsOf({ nl: text })
    expect(problems).toMatchObject([{ code, place: { file: 'text/nl.yaml', line: 1, column } }])
    expect(problems[0]?.message).toContain(words)
  })

  it('is found on its line in a folded text', async () => {
    const { problems } = await textsOf({ nl: 'x: >-\n  een regel\n  en {n, number} dan' })
    expect(problems[0]?.place).toEqual({ file: 'text/nl.yaml', line: 3, column: 6, length: 11 })
  })
})
