/** Waiting for what may happen at any moment, without asking again and again. */
export interface Bell {
  ring(): void
  /** Until it rings, or so many milliseconds have passed. */
  wait(milliseconds: number): Promise<void>
}

export function bellOf(): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of waiting) wake()
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, milliseconds)
        waiting.add(wake)
      }),
  }
}
