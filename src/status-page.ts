/** The status page of the service: what it shows, and what can be asked for there. */
import { VERSION } from './engine.ts'
import { readPrivateFile } from './private.ts'
import { type Problem, problem, Refusal, refuse } from './problem.ts'
import { clearAlarms } from './release/ledger/alarm.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { resolveUnknown } from './release/ledger/resolve.ts'
import type { Action } from './serve/action.ts'
import { decide } from './serve/decision.ts'
import { gatherStatus } from './serve/gather.ts'
import { openHttp } from './serve/http.ts'
import type { Service } from './serve/service.ts'
import { readDefinitions } from './serving.ts'
import { statusStyle } from './status-style.ts'
import { chance, ownZone, realClock, type World } from './world.ts'

export interface Desk {
  /** `127.0.0.1:8642`, `[::1]:0`. */
  readonly listen: string
  readonly ledger: Ledger
  readonly service: Service
  readonly root: string
  /** With the clock read now. */
  world(): World
  say(line: string): void
}

const TOKEN = 'DIPTYCH_TOKEN'
const TOKEN_FILE = 'DIPTYCH_TOKEN_FILE'
const NAMES = 'DIPTYCH_HOST_NAMES'
const REVIEW = 'out/review'

/** Throws a Refusal when it cannot be shown there. */
export async function openStatusPage(desk: Desk): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { world, say, ledger } = desk
  const { env } = world()
  const { host, port } = addressOf(desk.listen)
  const http = await openHttp({
    ...{ host, port, names: (env[NAMES] ?? '').split(',').filter((name) => name !== '') },
    token: await tokenOf(env),
    zone: ownZone(),
    status: () => statusOf(desk),
    act: (action) => act(action, ledger, realClock.now()),
    sheet: (name) =>
      world()
        .files.read(`${REVIEW}/${name}`)
        .catch(() => null),
    style: await statusStyle(world()),
    chance,
    now: realClock.now,
    log: (line, error) => say(error === undefined ? line : `${line} ${reasonOf(error)}`),
  })
  const at = http.address()
  return { url: `http://${at.host}:${at.port}/`, close: http.close }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function statusOf({ ledger, root, service, world }: Desk) {
  const now = world()
  const definitions = await readDefinitions(root, now)
  return gatherStatus({ ledger, definitions, now: now.now, engine: VERSION, role: service.role() })
}

function addressOf(listen: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(\[[\da-fA-F:]+\]|[\w.-]+):(\d{1,5})$/.exec(listen) ?? []
  if (host === '' || Number(port) > 65_535) throw new Refusal([problem('listen-unclear', { listen })])
  return { host, port: Number(port) }
}

/** Null when none is named: then the page can be looked at from this machine, and nothing can be asked for. */
async function tokenOf(env: World['env']): Promise<string | null> {
  const path = env[TOKEN_FILE]
  if (!path) return env[TOKEN] || null
  const read = await readPrivateFile(path)
  const problems: Problem[] = []
  if ('refused' in read) {
    const code = read.refused === 'missing' ? 'secret-file-missing' : 'secret-file-open'
    problems.push(problem(code, { variable: TOKEN_FILE, path }))
  }
  refuse(problems)
  return 'text' in read ? read.text.trim() : null
}

/** Says what was done; throws a Refusal when it is too late for that. */
async function act(action: Action, ledger: Ledger, now: Temporal.Instant): Promise<string> {
  if (action.kind === 'clear') {
    if (await clearAlarms(ledger, action.key, now)) return 'The alarm is cleared.'
  } else if (action.kind === 'resolve') {
    const state = action.how === 'sent' ? 'sent' : 'planned'
    if (await resolveUnknown(ledger, action, { state, because: 'a person says so' }, now))
      return action.how === 'sent' ? 'It counts as sent.' : 'It will be sent again.'
  } else if (await decide(ledger, action, action.kind === 'skip' ? 'skip' : 'run', now))
    return action.kind === 'skip' ? 'It is not made up for.' : 'It begins now.'
  throw new Refusal([problem('action-too-late', {})])
}
