import { describe, expect, it } from 'vitest'
import { readOffers } from '../src/offers.ts'
import { quietWorld } from './e2e/drafting.ts'
import { TOOL } from './e2e/project.ts'
import { listener } from './memory-world.ts'

describe('what subscribers can ask for', () => {
  it('is every factsheet in its languages, and the areas that its data have', async () => {
    const { tell, codes } = listener()
    const [libraries] = await readOffers(quietWorld(`${TOOL}/test/factsheets/libraries`), tell)
    expect(codes()).toEqual([])
    expect(libraries?.factsheet).toBe('libraries')
    expect(libraries?.languages.length).toBeGreaterThan(1)
    expect(libraries?.areas.length).toBeGreaterThan(2)
  })

  it('is no area of a factsheet that is made once', async () => {
    const [returns] = await readOffers(quietWorld(TOOL), () => undefined)
    expect(returns).toEqual({ factsheet: 'voluntary-return', languages: ['nl', 'fr'], areas: [] })
  })
})
