/**
 * Publishes a project at a given moment, and kills its own process before a given change of the disk (counted from 1).
 * Started as `node killed-publish.ts <root> <moment> <change or 0> <file for the list of changes>`.
 */
import { appendFileSync } from 'node:fs'
import { publish } from '../../src/publish.ts'
import { type Files, realWorld, SILENT } from '../../src/world.ts'

const [root = '', moment = '', at = '0', list = ''] = process.argv.slice(2)
const CHANGES = ['write', 'beside', 'copy', 'replace', 'remove', 'link', 'point'] as const

/** The store of earlier builds takes what it likes: it is no part of what is published. */
const counts = (path: unknown) => !String(path).startsWith('.diptych/')

function deadly(files: Files): Files {
  let done = 0
  const before = (name: string, ...paths: readonly unknown[]) => {
    if (!counts(paths[0])) return
    done++
    if (list !== '') appendFileSync(list, `${name} ${paths.map(String).join(' ')}\n`)
    if (done === Number(at)) process.kill(process.pid, 'SIGKILL')
  }
  const wrapped = CHANGES.map((name) => {
    const change = files[name] as (...args: readonly unknown[]) => Promise<unknown>
    return [
      name,
      (...args: readonly unknown[]) => {
        before(name, ...args.filter((one) => typeof one === 'string' && one.length < 300 && !one.includes('\n')))
        return change(...args)
      },
    ]
  })
  return { ...files, ...Object.fromEntries(wrapped) }
}

const world = realWorld(root, SILENT)
await publish({ factsheet: 'tourism' }, { ...world, now: Temporal.Instant.from(moment), files: deadly(world.files) })
