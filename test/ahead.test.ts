import { describe, expect, it } from 'vitest'
import { type Ahead, gathered, givenUp } from '../src/ahead.ts'
import { problem, Refusal } from '../src/problem.ts'

const refusal = (file: string) => new Refusal([problem('file-missing', { file, hint: '' }, { file })])
const ahead = (end: () => Promise<readonly string[]>): Ahead => ({ ready: async () => undefined, end })
const all = ahead(async () => [])

/** The problems with which it ends. */
async function told(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  )
  if (!(error instanceof Refusal)) throw error
  return error.problems.map(({ code, message, place }) => `${code} ${place?.file ?? message}`)
}

describe('gathering what others make', () => {
  it('begins while they make, and ends when both have ended', async () => {
    const steps: string[] = []
    const making = Promise.withResolvers<void>()
    const slow = ahead(async () => {
      await making.promise
      steps.push('made')
      return []
    })
    const outcome = await gathered(slow, async (ready) => {
      await ready?.('north')
      steps.push('gathered')
      making.resolve()
      return 'all'
    })
    expect([outcome, ...steps]).toEqual(['all', 'gathered', 'made'])
  })

  it('is all there is to do where nothing is shared out', async () => {
    expect(await gathered(null, async (ready) => ready)).toBeUndefined()
    expect(await told(gathered(null, () => Promise.reject(refusal('a.csv'))))).toEqual(['file-missing a.csv'])
  })

  it('tells what is wrong with what others made, whatever else is missing here for that', async () => {
    const refused = ahead(() => Promise.reject(refusal('theirs.csv')))
    expect(await told(gathered(refused, () => Promise.reject(refusal('ours.csv'))))).toEqual([
      'file-missing theirs.csv',
    ])
    expect(await told(gathered(refused, async () => 'all'))).toEqual(['file-missing theirs.csv'])
  })

  it('names all areas that were given up, in one sentence', async () => {
    const some = ahead(async () => ['south', 'east'])
    const found = await told(gathered(some, () => Promise.reject(givenUp(['south']))))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^areas-given-up .*south.*east/)
  })

  it('tells what is wrong here when theirs is right', async () => {
    expect(await told(gathered(all, () => Promise.reject(refusal('ours.csv'))))).toEqual(['file-missing ours.csv'])
  })
})
