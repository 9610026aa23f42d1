/** What must not outlive this process. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** What ends with this process. */
const ends = new Set<() => void>()

/** Calls `end` when this process exits, or is told to and nobody else acts on that; returns what takes that back. */
export function endWithThisProcess(end: () => void): () => void {
  if (ends.size === 0) listen()
  ends.add(end)
  return () => {
    if (ends.delete(end) && ends.size === 0) listenNoMore()
  }
}

function listen(): void {
  process.once('exit', endAll)
  for (const signal of SIGNALS) process.on(signal, onSignal)
}

function listenNoMore(): void {
  process.off('exit', endAll)
  for (const signal of SIGNALS) process.off(signal, onSignal)
}

function endAll(): void {
  for (const end of ends) end()
}

function onSignal(signal: NodeJS.Signals): void {
  // Who else listens decides: a service first finishes what it has in hand, with its browser. Its exit is heard of as well.
  if (process.listenerCount(signal) > 1) return
  endAll()
  listenNoMore()
  // Listening keeps a signal from ending the process. When nobody else wants to act on it, it must.
  process.kill(process.pid, signal)
}
