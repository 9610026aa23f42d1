/** How much may go at a time, and in any one second. */
export interface Limits {
  readonly connections: number
  /** Null without a limit. */
  readonly perSecond: number | null
}

export interface Limit {
  /** Milliseconds until one more may begin; infinite while that depends on the end of another. */
  wait(): number
  enter(): void
  leave(): void
}

const SECOND = 1000

/**
 * One counts from its beginning until a second after its end, because it is somewhere in between that the server takes it. So no second
 * holds more, wherever it begins and however long each takes; counting by the second would let through twice as many around its end.
 */
export function limitOf({ connections, perSecond }: Limits, elapsed: () => number): Limit {
  const most = perSecond === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(perSecond))
  // Less than one in a second is one in several.
  const span = perSecond !== null && perSecond < 1 ? SECOND / perSecond : SECOND
  let active = 0
  let next = 0
  let ends: readonly number[] = []
  return {
    wait: () => {
      const now = elapsed()
      ends = ends.filter((end) => end + span > now)
      const over = active + ends.length - most
      const room = over < 0 ? 0 : (ends[over] ?? Number.POSITIVE_INFINITY) + span - now
      return active < connections ? Math.max(0, next - now, room) : Number.POSITIVE_INFINITY
    },
    enter: () => {
      active++
      // Evenly, instead of all of them at the beginning of each second.
      next = elapsed() + span / most
    },
    leave: () => {
      active--
      if (perSecond !== null) ends = [...ends, elapsed()]
    },
  }
}
