import { expect, it } from 'vitest'
import { collecting } from '../src/garbage.ts'
import type { Press, Pressed, Sheet } from '../src/pdf/press.ts'

const HELD = 4_000_000
const megabytes = () => process.memoryUsage().heapTotal / 1e6

/** Objects enough to fill more than 100 MB, which nobody knows any more when this returns. */
function litter(): void {
  const pile: object[] = []
  for (let one = 0; one < HELD; one++) pile.push({ one })
}

const SHEET = {} as Sheet
const PRESSED = {} as Pressed
const PRESS: Press = { print: async () => PRESSED, version: async () => 'none', close: async () => undefined }

it('gives back what is dead after every so many documents, and not before', async () => {
  const press = collecting(PRESS, 3)
  await press.print(SHEET)
  litter()
  const littered = megabytes()
  await press.print(SHEET)
  expect(megabytes()).toBeGreaterThan(littered - 20)
  expect(await press.print(SHEET)).toBe(PRESSED)
  expect(megabytes()).toBeLessThan(littered - 80)
})
