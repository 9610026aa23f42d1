/** Who is signed in: kept in memory only, so that all are signed out when the process ends. */
import { sha256 } from '../../keep.ts'
import type { Told } from '../page/view.ts'

export interface Session {
  /** Stands in every form of the page. */
  readonly csrf: string
  readonly ends: Temporal.Instant
  /** What is to be told with the next page. */
  told: Told | null
}

export interface Sessions {
  /** Gives the cookie to be set. */
  open(secure: boolean): string
  find(cookies: string | undefined): Session | null
  /** Ends it, and gives the cookie that takes its own away. */
  close(cookies: string | undefined, secure: boolean): string
}

const NAME = 'diptych_session'
const HOURS = 8
const BYTES = 32

export function openSessions(chance: (bytes: number) => string, now: () => Temporal.Instant): Sessions {
  // By the hash of their names: how long a name takes to be found tells nothing of it.
  const sessions = new Map<string, Session>()
  return {
    open(secure) {
      for (const [key, { ends }] of sessions) if (isOver(ends, now())) sessions.delete(key)
      const id = chance(BYTES)
      sessions.set(sha256(id), { csrf: chance(BYTES), ends: now().add({ hours: HOURS }), told: null })
      return cookie(id, HOURS * 3600, secure)
    },
    find(cookies) {
      const session = sessions.get(sha256(idIn(cookies)))
      return session && !isOver(session.ends, now()) ? session : null
    },
    close(cookies, secure) {
      sessions.delete(sha256(idIn(cookies)))
      return cookie('', 0, secure)
    },
  }
}

const isOver = (ends: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant.compare(ends, now) <= 0

const cookie = (value: string, seconds: number, secure: boolean): string =>
  `${NAME}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

function idIn(cookies = ''): string {
  const own = cookies.split(';').map((one) => one.trim().split('='))
  return own.find(([name]) => name === NAME)?.[1] ?? ''
}
