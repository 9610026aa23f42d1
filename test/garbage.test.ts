import { expect, it } from 'vitest'
import { collectBetween } from '../src/garbage.ts'

const HELD = 4_000_000
const megabytes = () => process.memoryUsage().heapTotal / 1e6

/** Objects enough to fill more than 100 MB, which nobody knows any more when this returns. */
function litter(): void {
  const pile: object[] = []
  for (let one = 0; one < HELD; one++) pile.push({ one })
}

it('gives back what is dead after every so many sets, and not before', async () => {
  const made = collectBetween(3)
  await made()
  litter()
  const littered = megabytes()
  await made()
  expect(megabytes()).toBeGreaterThan(littered - 20)
  await made()
  expect(megabytes()).toBeLessThan(littered - 80)
  await made()
})
