/** Ground: the outside world. Only this file and disk.ts touch the disk and the clock; everything else is handed a World. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { diskFiles, type Files, TOOL } from './disk.ts'
import { type Keep, keyOf, makeAlways, sha256 } from './keep.ts'
import { hashCode } from './own-code.ts'

export { diskFiles, type Files } from './disk.ts'

export interface Log {
  /** One finished stage, as the stage's folder is called, and how long it took in milliseconds. */
  stage(name: string, detail: string, milliseconds: number): void
  /** How far a long run has come; not more often than every `pause` milliseconds, and once at its end. */
  progress(pace: Pace): void
  readonly pause: number
}

/** Of a run of `total` parts: those that are done, well or not, and the time since its start. */
export interface Pace {
  readonly done: number
  readonly total: number
  readonly failed: number
  readonly milliseconds: number
}

/** Says nothing. */
export const SILENT: Log = { stage: () => undefined, progress: () => undefined, pause: Number.POSITIVE_INFINITY }

export interface World {
  /** The one reading of the clock; every date that the tool writes comes from an edition or from this. */
  readonly now: Temporal.Instant
  /** Milliseconds since some fixed moment, for durations shown to people; never written to an output. */
  readonly elapsed: () => number
  readonly files: Files
  readonly log: Log
  readonly env: Readonly<Record<string, string | undefined>>
  /** SHA-256 of what works: this code, its libraries, Node and the browser. What it makes depends on it. */
  engine(): Promise<string>
  /** Takes products from earlier builds. */
  readonly keep: Keep
}

/** The same files, telling the path and SHA-256 of each that is read, whole or in chunks. */
export function watched(files: Files, tell: (path: string, sha256: string) => void): Files {
  return {
    ...files,
    read: async (path) => {
      const content = await files.read(path)
      tell(path, sha256(content))
      return content
    },
    stream: async function* (path) {
      const hash = createHash('sha256')
      for await (const chunk of files.stream(path)) {
        hash.update(chunk)
        yield chunk
      }
      tell(path, hash.digest('hex'))
    },
  }
}

/** The real world, with the clock read now. */
export function realWorld(root: string, log: Log): World {
  return {
    now: Temporal.Now.instant(),
    elapsed: () => performance.now(),
    files: diskFiles(root),
    log,
    env: process.env,
    engine: () => engineHash(process.env),
    keep: makeAlways,
  }
}

/** The clock, for what goes on for days: each piece of its work gets a world of its own, with the clock read then. */
export const realClock = { now: (): Temporal.Instant => Temporal.Now.instant(), elapsed: () => performance.now() }

/** This process as the ledger calls it: by a name that no other has, not even a later one of the same machine. */
export const processName = (): string => `${hostname()} ${process.pid}, ${secondOf(realClock.now())}`

/** Time zone of this machine, for those who look after it; nothing that readers see depends on it. */
export const ownZone = (): string => Temporal.Now.timeZoneId()

/** So many bytes that nobody can foresee, as hexadecimal digits. */
export const chance = (bytes: number): string => randomBytes(bytes).toString('hex')

/** A moment as it is written into files: ISO 8601, UTC, to the second. */
export const secondOf = (now: Temporal.Instant): string => toSecond(now).toString()

/** Without the part of a second that has gone by. */
export const toSecond = (now: Temporal.Instant): Temporal.Instant =>
  now.round({ smallestUnit: 'second', roundingMode: 'floor' })

/** A world that says nothing of single stages. */
export const quiet = (world: World): World => ({ ...world, log: SILENT })

let ownFiles: string | undefined

/** The lock file names every library with its hash, `installed.json` the browser; one of the user's own is told by size and time. */
async function engineHash(env: World['env']): Promise<string> {
  ownFiles ??= hashOwnFiles()
  const browser = env['DIPTYCH_BROWSER'] || env['PUPPETEER_EXECUTABLE_PATH'] || ''
  const own = browser && (await stat(browser).catch(() => null))
  const { node, icu, cldr, unicode } = process.versions
  const parts = [ownFiles, node, icu, cldr, unicode, process.platform, process.arch, browser]
  return keyOf(...parts, own && [own.size, own.mtimeMs])
}

function hashOwnFiles(): string {
  const hash = createHash('sha256').update(hashCode(TOOL))
  for (const path of ['package-lock.json', '.browser/installed.json'])
    if (existsSync(join(TOOL, path))) hash.update(path).update(readFileSync(join(TOOL, path)))
  return hash.digest('hex')
}
