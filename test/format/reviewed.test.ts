import { describe, expect, it } from 'vitest'
import { lintTexts } from '../../src/format/lint.ts'
import { readReviewed, reviewedHashes } from '../../src/format/reviewed.ts'
import type { Problem } from '../../src/problem.ts'
import { fr, nl, textsOf, worldOf } from './fixtures.ts'

async function told(files: Readonly<Record<string, string>>, reviewed: Readonly<Record<string, string>>) {
  const { texts, problems } = await textsOf(files)
  const found = await readReviewed(['text'], [nl, fr], worldOf(reviewed), (one) => problems.push(one))
  lintTexts(texts, found, (one) => problems.push(one))
  return problems
}

/** The file that says that these translations are up to date. */
async function reviewedFile(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const { texts } = await textsOf(files)
  return Object.fromEntries([...reviewedHashes(texts)].map(([file, hashes]) => [file, JSON.stringify(hashes)]))
}

const codes = (problems: readonly Problem[]) => problems.map((one) => [one.code, one.severity])

const before = { nl: 'a: een man\nb: twee', fr: 'a: un homme\nb: deux' }

describe('a translation', () => {
  it('is watched only where a file of reviewed translations is kept', async () => {
    expect(await told(before, {})).toEqual([])
  })

  it('that is up to date has no problem', async () => {
    expect(await told(before, await reviewedFile(before))).toEqual([])
  })

  it('is stale when its source text has changed', async () => {
    const problems = await told({ ...before, nl: 'a: een vrouw\nb: twee' }, await reviewedFile(before))
    expect(codes(problems)).toEqual([['translation-stale', 'warning']])
    expect(problems[0]).toMatchObject({
      hint: 'it now says: een vrouw',
      place: { file: 'text/fr.yaml', line: 1 },
      also: [{ file: 'text/nl.yaml', line: 1 }],
    })
  })

  it('is not stale when the source text only has its lines broken elsewhere', async () => {
    const folded = { ...before, nl: 'a: >-\n  een\n  man\nb: twee' }
    expect(await told(folded, await reviewedFile(before))).toEqual([])
  })

  it('without an entry was never reviewed', async () => {
    const more = { nl: `${before.nl}\nc: drie`, fr: `${before.fr}\nc: trois` }
    expect(codes(await told(more, await reviewedFile(before)))).toEqual([['translation-not-reviewed', 'warning']])
  })

  it('is noted in the file beside its own, by key, and not for the first language', async () => {
    const { texts } = await textsOf(before)
    const files = reviewedHashes(texts)
    expect([...files.keys()]).toEqual(['text/fr.reviewed.yaml'])
    expect(Object.entries(files.get('text/fr.reviewed.yaml') ?? {})).toEqual([
      ['a', expect.stringMatching(/^[0-9a-f]{8}$/)],
      ['b', expect.stringMatching(/^[0-9a-f]{8}$/)],
    ])
  })
})
