/** What the service needs of the rest of the tool: the definitions that have schedules, their files, the work, and the mail. */
import { resolve } from 'node:path'
import { type Factsheet, readFactsheet } from './factsheet.ts'
import { listFactsheets } from './factsheets.ts'
import { type Problem, tellOnce } from './problem.ts'
import { publishedEditions } from './release/archive.ts'
import { type Means, performRun } from './running.ts'
import type { Definitions, Served, Trade } from './serve/job.ts'
import { schedulesOf } from './serve/occurrence.ts'
import { fingerprintOf } from './serve/watch.ts'
import { type Told, warn } from './warning.ts'
import type { World } from './world.ts'

export interface Premises extends Means {
  /** Folder of the project. */
  readonly root: string
  say(line: string): void
}

export function tradeOf(premises: Premises): Trade {
  const logged = new Set<string>()
  const { root, say, world } = premises
  return {
    definitions: () => readDefinitions(root, world()),
    editions: async ({ factsheet, own }) => [...new Set([...(await publishedEditions(factsheet, world().files)), own])],
    fingerprint: ({ folders }) => fingerprintOf(folders),
    perform: (job, at) => performRun(job, at, premises),
    warn: async (factsheet, sentence) => {
      // Said once, not at every look.
      const quiet = logged.has(sentence) ? { ...premises, say: () => undefined } : premises
      logged.add(sentence)
      return warnAbout(factsheet, sentence, quiet)
    },
    say,
  }
}

/** The factsheets that have schedules, and those of which that cannot be said. */
export async function readDefinitions(root: string, world: World): Promise<Definitions> {
  const ids = await listFactsheets(world)
  const read = ids.map(async (id) => {
    const problems: Problem[] = []
    const factsheet = await readFactsheet(id, world, tellOnce(problems))
    if (factsheet) return { served: servedOf(factsheet, root) }
    return { broken: { factsheet: id, sentence: unreadable(id, problems) } }
  })
  const all = await Promise.all(read)
  return { served: all.flatMap(({ served }) => served ?? []), broken: all.flatMap(({ broken }) => broken ?? []) }
}

function unreadable(id: string, problems: readonly Problem[]): string {
  const [first] = problems
  const { file = '', line } = first?.place ?? {}
  const place = line === undefined ? file : `${file}:${line}`
  return `The definition of ${id} is not right, and nothing is done for it: ${place} ${first?.message}. See \`diptych check ${id}\`.`
}

function servedOf({ id, folder, spec }: Factsheet, root: string): readonly Served[] {
  if (!spec.schedule) return []
  const folders = new Set([folder, 'templates/shared', `data/${spec.data}`, `data/${id}`])
  return [
    {
      factsheet: id,
      own: spec.edition,
      schedules: schedulesOf(id, spec.schedule),
      changed: spec.schedule.changed,
      folders: [...folders].map((one) => resolve(root, one)),
    },
  ]
}

/** Of no factsheet in particular: to all who look after one. */
export async function warnAbout(
  factsheet: string | null,
  sentence: string,
  { world, say }: Pick<Premises, 'world' | 'say'>,
): Promise<Told> {
  const now = world()
  const ids = factsheet === null ? await listFactsheets(now) : [factsheet]
  const read = await Promise.all(ids.map((id) => readFactsheet(id, now, () => undefined)))
  const specs = read.flatMap((one) => (one?.spec.schedule ? [one.spec] : []))
  const to = [...new Set(specs.flatMap(({ schedule }) => schedule?.warn ?? []))]
  const from = specs.flatMap(({ mail }) => mail?.from ?? [])[0] ?? to[0] ?? ''
  const subject = `Diptych: ${factsheet ?? 'the service'}`
  return warn({ from, subject, text: sentence }, to, now, say)
}
