import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { idlePress } from '../../src/pdf/idle-press.ts'
import type { Press, Pressed, Sheet } from '../../src/pdf/press.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const sheet = {} as Sheet

function presses() {
  const opened: { closed: boolean; end: () => void }[] = []
  const open = (): Press => {
    const { promise, resolve } = Promise.withResolvers<Pressed>()
    const one = { closed: false, end: () => resolve({} as Pressed) }
    opened.push(one)
    return {
      print: () => promise,
      version: async () => '1',
      close: async () => {
        one.closed = true
      },
    }
  }
  return { opened, open }
}

it('opens nothing before something is printed, and one press for all of it', async () => {
  const { opened, open } = presses()
  const press = idlePress(open, 1000)
  expect(opened).toHaveLength(0)
  await Promise.all([press.version(), press.version()])
  expect(opened).toHaveLength(1)
})

it('closes when nothing was printed for the given time, and opens again when something is', async () => {
  const { opened, open } = presses()
  const press = idlePress(open, 1000)
  await press.version()
  await vi.advanceTimersByTimeAsync(999)
  expect(opened[0]?.closed).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(opened[0]?.closed).toBe(true)
  await press.version()
  expect(opened.map(({ closed }) => closed)).toEqual([true, false])
})

it('does not close while something is printed, however long that takes', async () => {
  const { opened, open } = presses()
  const press = idlePress(open, 1000)
  const printing = press.print(sheet)
  await press.version()
  await vi.advanceTimersByTimeAsync(5000)
  expect(opened[0]?.closed).toBe(false)
  opened[0]?.end()
  await printing
  await vi.advanceTimersByTimeAsync(1000)
  expect(opened[0]?.closed).toBe(true)
})
