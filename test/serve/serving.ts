/** The status page as it really listens, on a free port of this machine, with everything around it in the hands of the test. */

import type { Action } from '../../src/serve/action.ts'
import { type Http, openHttp, type Serving } from '../../src/serve/http.ts'
import type { Status } from '../../src/serve/status.ts'
import { statusStyle } from '../../src/status-style.ts'
import { realWorld, SILENT } from '../../src/world.ts'
import { TOOL } from '../e2e/project.ts'
import { EVERYTHING, NOW, ZONE } from './statuses.ts'

export const SHEET = '<!doctype html><title>Sheet</title>'
export const TOKEN = 'kaap-de-goede-hoop-1488'

export interface Served {
  readonly http: Http
  readonly port: number
  readonly url: string
  /** What was asked for, in that order. */
  readonly acts: readonly Action[]
  readonly lines: readonly string[]
  status: () => Promise<Status>
  act: (action: Action) => Promise<string>
  now: Temporal.Instant
  /** Asked for by which names. */
  readonly sheets: readonly string[]
}

export const style = await statusStyle(realWorld(TOOL, SILENT))

let count = 0
/** Like chance in its form, and known to the test. */
const counted = (bytes: number) => (++count).toString(16).padStart(bytes * 2, '0')

/** All that it is handed, where nothing else is said: a quiet house. */
export const serving = (options: Partial<Serving> = {}): Serving => ({
  port: 0,
  token: TOKEN,
  zone: ZONE,
  status: async () => EVERYTHING,
  act: async ({ kind }) => `Done: ${kind}.`,
  sheet: async () => null,
  style,
  chance: counted,
  now: () => Temporal.Instant.from(NOW),
  log: () => undefined,
  ...options,
})

export async function serve(options: Partial<Serving> = {}): Promise<Served> {
  const [acts, lines, sheets]: [Action[], string[], string[]] = [[], [], []]
  const usual = serving()
  const http = await openHttp({
    ...usual,
    status: () => served.status(),
    act: (action) => {
      acts.push(action)
      return served.act(action)
    },
    sheet: async (name) => {
      sheets.push(name)
      return name === 'voluntary-return-2025.html' ? new TextEncoder().encode(SHEET) : null
    },
    now: () => served.now,
    log: (line, error) => void lines.push(`${line}${error === undefined ? '' : ` ${error}`}`),
    ...options,
  })
  const { port } = http.address()
  const served: Served = {
    http,
    port,
    url: `http://127.0.0.1:${port}`,
    acts,
    lines,
    sheets,
    status: usual.status,
    act: usual.act,
    now: usual.now(),
  }
  return served
}
