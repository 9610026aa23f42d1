import { describe, expect, it } from 'vitest'
import { makeLanguage } from '../../src/format/language.ts'
import { lintTexts } from '../../src/format/lint.ts'
import type { Problem } from '../../src/problem.ts'
import { ar, de, en, fr, nl, textsOf } from './fixtures.ts'

/** Everything told about the texts of these languages, in this order. */
async function lint(files: Readonly<Record<string, string>>, languages = [nl, fr, en, de, ar]): Promise<Problem[]> {
  const { texts, problems } = await textsOf(files, languages)
  lintTexts(texts, new Map(), (one) => problems.push(one))
  return problems
}

const codes = (problems: readonly Problem[]) => problems.map((one) => one.code)

describe('a text', () => {
  it('that is in order has no problems', async () => {
    const good = {
      nl: 'a: "{n, plural, =0 {geen} one {{n} persoon} other {{n} personen}} in <strong>{edition}</strong> (www.a1.be)"',
      fr: 'a: "{n, plural, one {{n} personne} many {{n} de personnes} other {{n} personnes}} en <strong>{edition}</strong> (www.a1.be)"',
    }
    expect(await lint(good)).toEqual([])
  })

  it('with a straight apostrophe is refused, at its place, also where it hides no placeholder', async () => {
    const problems = await lint({ fr: "a: l'{pays} et aujourd'hui" })
    expect(problems).toMatchObject([
      { code: 'straight-apostrophe', severity: 'error', place: { line: 1, column: 4 } },
      { code: 'straight-apostrophe', place: { line: 1, column: 16 } },
    ])
    expect(codes(await lint({ fr: 'a: l’{pays} et aujourd’hui' }))).toEqual([])
    expect(codes(await lint({ fr: "names: { land: { CI: Côte d'Ivoire } }" }))).toEqual(['straight-apostrophe'])
  })

  it.each([
    ['in 2020 keerden', ['2020']],
    ['1.847 van 20 %', ['1.847', '20']],
    ['met {n} in {edition}', []],
    ['COVID-19 en www.a2.be/3 en x1@y2.be', []],
    ['{n, plural, =0 {geen} =12 {een dozijn} one {één} other {{n}}}', []],
    ['{n, plural, one {1 mens} other {{n} mensen}}', ['1']],
    ['٢٠٢٠', ['٢٠٢٠']],
  ])('with typed digits warns: %s', async (text, digits) => {
    const problems = await lint({ nl: `a: "${text}"\ndigits: COVID-19` })
    expect(problems.map((one) => [one.code, one.severity, one.message])).toEqual(
      digits.map((found) => ['digit-in-prose', 'warning', `"a" has a typed number: ${found}`]),
    )
  })

  it('may have digits in a note and in a name', async () => {
    expect(await lint({ nl: 'notes: { bus: bijna 300 personen }\nnames: { age: { y17: 0–17 jaar } }' })).toEqual([])
  })

  it('with two spaces is refused, also when they meet inside a choice', async () => {
    expect(codes(await lint({ nl: 'a: "een  twee"' }))).toEqual(['double-space'])
    expect(codes(await lint({ nl: 'a: "een {d, select, x {twee } other {drie}} vier"' }))).toEqual(['double-space'])
    expect(codes(await lint({ nl: 'a: "{d, select,\n    x {twee}\n    other {drie}} vier"' }))).toEqual([])
  })
})

describe('a plural', () => {
  it.each([
    ['nl', 'one {a} other {b}', []],
    ['nl', 'other {b}', ['one']],
    ['fr', 'one {a} other {b}', ['many']],
    ['ar', 'one {a} other {b}', ['few', 'many', 'two', 'zero']],
  ])('in %s with %s lacks %j', async (language, options, missing) => {
    const problems = await lint({ [language]: `a: "{n, plural, ${options}}"` })
    expect(codes(problems)).toEqual(missing.length === 0 ? [] : ['plural-form-missing'])
    for (const form of missing) expect(problems[0]?.message).toContain(form)
  })

  it('with a form that the language never uses is refused', async () => {
    expect(codes(await lint({ nl: 'a: "{n, plural, one {a} few {b} other {c}}"' }))).toEqual(['plural-form-unused'])
  })

  it('of an ordinal has the ordinal forms', async () => {
    expect(codes(await lint({ fr: 'a: "{n, selectordinal, one {1er} other {2e}}"\ndigits: [1er, 2e]' }))).toEqual([])
  })
})

describe('the languages together', () => {
  it('lack a message in one of them: each is told, with the file to add it to', async () => {
    const problems = await lint({ nl: 'a: een\nb: { c: twee }', fr: 'a: un\nd: trois' })
    expect(problems.map((one) => [one.message, one.hint])).toEqual([
      ['"d" is there in fr but not in nl', 'add it to text/nl.yaml'],
      ['"b.c" is there in nl but not in fr', 'add it to text/fr.yaml'],
    ])
  })

  it('recognise a key that is spelled otherwise', async () => {
    const [first] = await lint({ nl: 'intro: een', fr: 'intros: un' })
    expect(first?.hint).toContain('nl has "intro", which fr has not')
  })

  it('lack a note or a name in one of them; a country has its name from CLDR', async () => {
    const dutch = 'notes: { bus: bus }\nnames: { organiser: { dvz: DVZ }, land: { BY: Wit-Rusland } }'
    expect((await lint({ nl: dutch, fr: 'x: "{y}"' })).map((one) => one.message)).toEqual([
      '"x" is there in fr but not in nl',
      '"notes.bus" is there in nl but not in fr',
      '"names.organiser.dvz" is there in nl but not in fr',
    ])
  })

  it('have the same placeholders and tags', async () => {
    const problems = await lint({ nl: 'a: "{total} en {n} <em>x</em>"', fr: 'a: "{totla} et {n} <strong>y</strong>"' })
    expect(problems.map((one) => one.message)).toEqual([
      '"a" speaks of other values in fr than in nl: fr lacks {total} and has {totla} besides',
      '"a" has other tags in fr than in nl: fr lacks <em> and has <strong> besides',
    ])
    expect(problems[0]?.place).toMatchObject({ line: 1, column: 5 })
  })

  it('may each take the form of a name that its grammar needs', async () => {
    const french = 'a: parti {first_to}\nnames: { land: { BR: { name: Brésil, to: au Brésil } } }'
    expect(await lint({ nl: 'a: naar {first_at}', fr: french })).toEqual([])
    expect(codes(await lint({ nl: 'a: naar {first}', fr: french }))).toEqual(['placeholders-differ'])
  })

  it('have the same choices in a select', async () => {
    const problems = await lint({
      nl: 'a: "{d, select, up {op} other {x}}"',
      fr: 'a: "{d, select, haut {en haut} other {y}}"',
    })
    expect(problems.map((one) => one.message)).toEqual([
      '"a" has other choices for {d} in fr than in nl: fr lacks up and has haut besides',
    ])
  })

  it('have no copies in the place of translations, unless they are allowed or hold no words', async () => {
    const problems = await lint({
      nl: 'a: Welkom\nb: "{x} – {y}"\nc: Fedasil {x}',
      fr: 'a: Welkom\nb: "{x} – {y}"\nc: Fedasil {x}\nlint: { same: [Fedasil] }',
    })
    expect(problems).toMatchObject([{ code: 'untranslated', severity: 'warning', place: { line: 1 } }])
  })

  it('tell a message that cannot be read once, not again as a difference', async () => {
    expect(codes(await lint({ nl: 'a: "{x}"', fr: 'a: "{x"' }))).toEqual(['message-syntax'])
  })
})

describe('a word of another language', () => {
  const terms = {
    nl: 'terms: { office: [DVZ, Dienst Vreemdelingenzaken], iom: IOM, agency: Fedasil }',
    fr: 'terms: { office: OE, iom: OIM, agency: Fedasil }',
  }

  it.each([
    ['selon le DVZ', 'DVZ'],
    ['le dienst vreemdelingenzaken', 'dienst vreemdelingenzaken'],
    ['(IOM)', 'IOM'],
    ['{n, plural, one {l’IOM} many {x} other {y}}', 'IOM'],
  ])('is refused in "%s"', async (text, found) => {
    const problems = await lint({
      nl: `a: "x {n}"\n${terms.nl}`,
      fr: `a: "${text.includes('{n') ? text : `${text} {n}`}"\n${terms.fr}`,
    })
    expect(codes(problems)).toEqual(['foreign-term'])
    expect(problems[0]?.message).toContain(`"${found}", a word of nl`)
  })

  it.each(['Fedasil', 'OIM et OE', 'DVZM', 'iom'])('is not seen in "%s"', async (text) => {
    expect(await lint({ nl: `a: "x"\n${terms.nl}`, fr: `a: "${text} y"\n${terms.fr}` })).toEqual([])
  })

  it('is refused in a name too', async () => {
    const names = (word: string) => `names: { o: { x: ${word} } }`
    expect(codes(await lint({ nl: `${names('DVZ')}\n${terms.nl}`, fr: `${names('DVZ')}\n${terms.fr}` }))).toEqual([
      'foreign-term',
    ])
  })
})

describe('a forbidden wording', () => {
  it('is told with its reason, where it stands', async () => {
    const text = `a: "parti vers {pays}"\nlint: { forbid: [{ pattern: 'vers \\{', reason: article }] }`
    const problems = await lint({ fr: text })
    expect(problems).toMatchObject([
      { code: 'forbidden-wording', message: '"a" has "vers {": article', place: { column: 11 } },
    ])
  })

  it('holds for its own language only', async () => {
    const german = makeLanguage('de', { locale: 'de-BE', style: 'cldr' })
    const files = { fr: "a: x {p}\nlint: { forbid: [{ pattern: 'vers', reason: y }] }", de: 'a: vers {p}' }
    expect(await lint(files, [fr, german])).toEqual([])
  })
})
