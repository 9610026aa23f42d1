import { describe, expect, it } from 'vitest'
import { limitOf } from '../../src/send/limit.ts'

/** Sends as fast as the limit lets it; each takes as long as `takes` says, and is taken at its very end. Returns those moments. */
function run(perSecond: number, count: number, takes: (index: number) => number, connections = 8): readonly number[] {
  let now = 0
  const limit = limitOf({ connections, perSecond }, () => now)
  const [running, taken]: [number[], number[]] = [[], []]
  for (let begun = 0; taken.length < count; ) {
    if (begun < count && limit.wait() === 0) {
      limit.enter()
      running.push(now + takes(begun++))
      continue
    }
    const next = Math.min(...running, begun < count ? now + limit.wait() : Number.POSITIVE_INFINITY)
    now = Math.max(now, next)
    for (const end of running.filter((one) => one <= now)) {
      running.splice(running.indexOf(end), 1)
      limit.leave()
      taken.push(end)
    }
  }
  return taken
}

const mostIn = (moments: readonly number[], span: number) =>
  Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + span).length))

describe('a limit', () => {
  it.each([
    [10, () => 5],
    [10, (index: number) => (index % 7 === 0 ? 900 : 1)],
    [3, (index: number) => (index % 2 ? 2500 : 10)],
    [1, () => 1],
    [2.5, () => 20],
  ])('of %d a second holds in every second, however long each takes', (perSecond, takes) => {
    const moments = run(perSecond, 60, takes)
    expect(mostIn(moments, 1000)).toBeLessThanOrEqual(perSecond)
  })

  it('of less than one in a second is one in several', () => {
    expect(
      mostIn(
        run(0.25, 5, () => 3),
        4000,
      ),
    ).toBe(1)
  })

  it('is nearly reached when each takes little', () => {
    const moments = run(20, 100, () => 10)
    expect(100_000 / ((moments.at(-1) ?? 0) - (moments[0] ?? 0))).toBeGreaterThan(18)
  })

  it('of connections waits for the end of one', () => {
    const limit = limitOf({ connections: 2, perSecond: null }, () => 0)
    limit.enter()
    expect(limit.wait()).toBe(0)
    limit.enter()
    expect(limit.wait()).toBe(Number.POSITIVE_INFINITY)
    limit.leave()
    expect(limit.wait()).toBe(0)
  })
})
