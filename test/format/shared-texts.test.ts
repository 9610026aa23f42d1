import { describe, expect, it } from 'vitest'
import { makeLanguage } from '../../src/format/language.ts'
import { lintTexts } from '../../src/format/lint.ts'
import { readTexts } from '../../src/format/texts.ts'
import type { Problem } from '../../src/problem.ts'
import { diskFiles } from '../../src/world.ts'
import { worldOf } from './fixtures.ts'

const world = { ...worldOf({}), files: diskFiles('.') }
const languages = ['nl', 'fr', 'en', 'de', 'ar'].map((code) => makeLanguage(code, { locale: code, style: 'cldr' }))
const folder = 'templates/shared/text'
/** Those of documents and of the site, and those of the sheet that the office reads. */
const folders = [folder, 'templates/shared/review/text']

describe("the tool's own words", () => {
  it.each(languages)('say the same in every language, whichever is the first: $code', async (first) => {
    const problems: Problem[] = []
    const others = languages.filter((one) => one !== first)
    const texts = await readTexts(folders, [first, ...others], world, (one) => problems.push(one))
    lintTexts(texts, new Map(), (one) => problems.push(one))
    expect(problems).toEqual([])
    expect(texts.get(first.code)?.messages.size).toBeGreaterThan(200)
  })

  it.each(folders)('exist for every file in %s', async (one) => {
    const files = await world.files.list(one)
    expect(files).toEqual(languages.map(({ code }) => `${code}.yaml`).sort())
  })

  it.each(['parti vers {a}', 'd’{a}', 'du mois de {lowest_at}'])(
    'of French refuse "%s" in a factsheet',
    async (text) => {
      const [, french] = languages
      const files = { 'own/fr.yaml': `x: ${text}`, [`${folder}/fr.yaml`]: await world.files.read(`${folder}/fr.yaml`) }
      const problems: Problem[] = []
      const texts = await readTexts([folder, 'own'], french ? [french] : [], worldOf(files), (one) =>
        problems.push(one),
      )
      lintTexts(texts, new Map(), (one) => problems.push(one))
      expect(problems.map((one) => one.code)).toEqual(['forbidden-wording'])
    },
  )
})
