/** Browsers that this process of the tests has started and that still run; Linux only. */
import { readdirSync, readFileSync } from 'node:fs'

/** Their process ids. */
export function ownBrowsers(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      const ours =
        Number(parent) === process.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--headless')
      return ours ? [Number(name)] : []
    } catch {
      // It has ended since it was listed.
      return []
    }
  })
}
