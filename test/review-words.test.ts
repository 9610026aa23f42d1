import { describe, expect, it } from 'vitest'
import { readFactsheet } from '../src/factsheet.ts'
import { readTexts } from '../src/format/texts.ts'
import { plain, word } from '../src/format/wording.ts'
import { type Problem, Refusal, refuse } from '../src/problem.ts'
import { reviewTexts } from '../src/review-words.ts'
import { listener, memoryWorld } from './memory-world.ts'

const SHEET = 'templates/shared/review/text'
const DEFINITION = `languages:
  pl: { locale: pl-PL, style: cldr }
  nl: { locale: nl-BE, style: cldr }
  fr: { locale: fr-BE, style: cldr }
data: x
edition: 2020
pages: 1
tables: {}
`

/** A factsheet in three languages, of which the office reads those with words for the sheet. */
async function openX(words: Readonly<Record<string, string>>, own = '') {
  const sheet = Object.fromEntries(Object.entries(words).map(([code, text]) => [`${SHEET}/${code}.yaml`, text]))
  const world = memoryWorld({
    'templates/x/factsheet.yaml': DEFINITION,
    'templates/x/text/pl.yaml': 'title: Powroty\n',
    'templates/x/text/nl.yaml': `title: Terugkeer\n${own}`,
    'templates/x/text/fr.yaml': 'title: Retours\n',
    ...sheet,
  })
  const { tell, codes } = listener()
  const factsheet = await readFactsheet('x', world, tell)
  if (!factsheet) throw new Error(codes().join())
  const texts = await readTexts(['templates/x/text'], factsheet.languages, world, tell)
  const problems: Problem[] = []
  const read = async (asked?: string) => {
    const one = await reviewTexts({ factsheet, texts }, world, (told) => problems.push(told), asked)
    refuse(problems)
    const say = (key: string) => plain(word(key, {}, one) ?? [])
    return { language: one.language.code, contents: say('review.contents'), title: say('title') }
  }
  const refused = (asked?: string) =>
    read(asked).then(
      () => [],
      (error) => {
        if (!(error instanceof Refusal)) throw error
        return error.problems
      },
    )
  return { read, refused, problems }
}

const NL = 'review: { contents: Inhoud, made: Gemaakt }\n'
const FR = 'review: { contents: Sommaire, made: Établi }\n'

describe('words of the review sheet', () => {
  it('are those of the first language that the office reads, beside the words of the factsheet', async () => {
    const { read } = await openX({ nl: NL, fr: FR })
    expect(await read()).toEqual({ language: 'nl', contents: 'Inhoud', title: 'Terugkeer' })
    expect(await read('fr')).toEqual({ language: 'fr', contents: 'Sommaire', title: 'Retours' })
  })

  it('need not exist in a language that only the public reads; who asks for it is told the file', async () => {
    const { read, refused } = await openX({ fr: FR })
    expect((await read()).language).toBe('fr')
    expect(await refused('pl')).toMatchObject([
      { code: 'text-file-missing', message: expect.stringContaining(`${SHEET}/pl.yaml`) },
    ])
  })

  it('that nobody has are told for the first language', async () => {
    const { refused } = await openX({})
    expect(await refused()).toMatchObject([
      { code: 'text-file-missing', message: expect.stringContaining(`${SHEET}/pl.yaml`) },
    ])
  })

  it('of a language that the factsheet does not have are refused with the nearest', async () => {
    const { refused } = await openX({ nl: NL })
    expect(await refused('nk')).toMatchObject([{ code: 'unknown-language', hint: expect.stringContaining('nl') }])
  })

  it('that one language lacks are told with the file to be mended', async () => {
    const { refused } = await openX({ nl: NL, fr: 'review: { contents: Sommaire }\n' })
    expect(await refused()).toMatchObject([
      { code: 'message-missing', message: expect.stringContaining('review.made'), place: { file: `${SHEET}/nl.yaml` } },
    ])
  })

  it('keep all rules of texts: what is no error is told, and the sheet is made', async () => {
    const { read, problems } = await openX({ nl: 'review: { contents: Inhoud, made: In 2020 gemaakt }\n' })
    expect((await read()).contents).toBe('Inhoud')
    expect(problems.map((one) => one.code)).toEqual(['digit-in-prose'])
  })

  it('may be replaced by those of the factsheet', async () => {
    const { read } = await openX({ nl: NL }, 'review: { contents: Overzicht }\n')
    expect((await read('nl')).contents).toBe('Overzicht')
  })
})
