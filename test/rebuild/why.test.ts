import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/keep.ts'
import type { Entry, Journal } from '../../src/rebuild/journal.ts'
import { explainBuild, reportReasons } from '../../src/rebuild/why.ts'
import { memoryWorld } from '../memory-world.ts'

const CSV = 'data/a/returns.csv'
const FRENCH = 'templates/a/text/fr.yaml'
const [OLD, NEW] = ['month,value\n2020-01,61\n', 'month,value\n2020-01,63\n']

const dataset = (needs: string, kept = false): Entry => ({
  kind: 'dataset',
  of: CSV,
  needs: { file: needs },
  key: '',
  kept,
})
const page = (language: string, needs: Record<string, string>, kept = false): Entry => ({
  kind: 'page',
  of: language,
  needs,
  key: '',
  kept,
  languages: [language],
})
const journal = (entries: readonly Entry[], files: Readonly<Record<string, string>>, engine = 'e'): Journal => ({
  engine,
  entries,
  inputs: Object.entries(files).map(([path, text]) => [path, sha256(text)]),
  texts: new Map(Object.entries(files)),
})
const why = (before: Journal | null, now: Journal, files: Readonly<Record<string, string>>) =>
  explainBuild(before, now, memoryWorld(files))

describe('why a product was made', () => {
  const before = journal([dataset('1'), page('fr', { files: 'f', figures: 'g' })], { [CSV]: OLD, [FRENCH]: 'a: Un\n' })

  it('is told with the cell that changed, for the dataset and for the page that shows it', async () => {
    const files = { [CSV]: NEW, [FRENCH]: 'a: Un\n' }
    const now = journal([dataset('2'), page('fr', { files: 'f', figures: 'h' })], files)
    expect(await why(before, now, files)).toEqual([
      { kind: 'dataset', of: CSV, made: true, because: [`${CSV} line 2: value 61 to 63`] },
      { kind: 'page', of: 'fr', made: true, because: [`${CSV} line 2: value 61 to 63`] },
    ])
  })

  it('is told of a page only with files that concern its languages', async () => {
    const files = { [CSV]: OLD, [FRENCH]: 'a: Deux\n' }
    const now = journal([dataset('1', true), page('fr', { files: 'x', figures: 'g' })], files)
    expect((await why(before, now, files))[1]?.because).toEqual([`${FRENCH} line 1 has changed`])
    const dutch = journal([page('nl', { files: 'x', figures: 'g' })], files)
    const earlier = journal([page('nl', { files: 'f', figures: 'g' })], { [CSV]: OLD, [FRENCH]: 'a: Un\n' })
    expect((await why(earlier, dutch, files))[0]?.because).toEqual(['files changed'])
  })

  it('is that there was no build, that it is new, that the engine is another, or that it was lost', async () => {
    const files = { [CSV]: OLD, [FRENCH]: 'a: Un\n' }
    const same = journal([dataset('1')], files)
    const because = async (one: Journal | null, now: Journal) => (await why(one, now, files))[0]?.because
    expect(await because(null, same)).toEqual(['nothing was kept of an earlier build'])
    expect(await because(journal([], files), same)).toEqual(['the last build did not make it'])
    expect(await because(before, { ...same, engine: 'other' })).toEqual([expect.stringContaining('no longer the same')])
    expect(await because(before, same)).toEqual([expect.stringContaining('gone or damaged')])
  })

  it('is nothing for what was kept', async () => {
    const files = { [CSV]: OLD, [FRENCH]: 'a: Un\n' }
    expect(await why(before, journal([dataset('1', true)], files), files)).toEqual([
      { kind: 'dataset', of: CSV, made: false, because: [] },
    ])
  })
})

describe('the report of it', () => {
  it('says each reason once, and counts what was left', () => {
    const made = (kind: 'page' | 'pdf', of: string) => ({ kind, of, made: true, because: ['a changed'] })
    const kept = (kind: 'page' | 'dataset', of: string) => ({ kind, of, made: false, because: [] })
    const report = reportReasons([
      made('page', 'fr'),
      made('pdf', 'fr'),
      kept('page', 'nl'),
      kept('dataset', 'a'),
      kept('dataset', 'b'),
    ])
    expect(report).toBe('made: page fr; pdf fr\n  because a changed\nas before: 1 page, 2 datasets')
  })
})
