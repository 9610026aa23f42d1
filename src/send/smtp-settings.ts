/** The mail server to use, from the environment. Passwords come from there or from a file that is closed to others, and go nowhere else. */
import type { PrivateRead } from '../private.ts'
import { problem, type Tell } from '../problem.ts'
import type { Limits } from './limit.ts'

export interface SmtpSettings extends Limits {
  readonly host: string
  readonly port: number
  /** `implicit` from the first byte, `required` by STARTTLS; `off` only where somebody said so. */
  readonly tls: 'implicit' | 'required' | 'off'
  readonly login: Login | null
  /** For all addresses of one domain. */
  readonly domain: Limits
  /** A certificate that is trusted besides those of the system. */
  readonly ca?: string
}

export interface Login {
  readonly user: string
  readonly password: string
}

type Env = Readonly<Record<string, string | undefined>>

const URL_NAME = 'DIPTYCH_SMTP_URL'
const TLS = 'DIPTYCH_SMTP_TLS'
const PASSWORD = 'DIPTYCH_SMTP_PASSWORD'
const PASSWORD_FILE = 'DIPTYCH_SMTP_PASSWORD_FILE'
const CONNECTIONS = 'DIPTYCH_SMTP_CONNECTIONS'
const RATE = 'DIPTYCH_SMTP_PER_SECOND'
const DOMAIN_CONNECTIONS = 'DIPTYCH_SMTP_DOMAIN_CONNECTIONS'
const DOMAIN_RATE = 'DIPTYCH_SMTP_DOMAIN_PER_SECOND'

/** What small servers bear; a server of one's own is told by the variables. */
const USUAL = { connections: 4, perSecond: 20, domainConnections: 2, domainPerSecond: 10 }
const PORTS = { implicit: 465, required: 587, off: 25 }

/** Null when no server is named, or when what is said of it is not clear; problems tell which. */
export async function readSmtpSettings(
  env: Env,
  readSecret: (path: string) => Promise<PrivateRead>,
  tell: Tell,
): Promise<SmtpSettings | null> {
  const given = env[URL_NAME]
  if (!given) return null
  let clear = true
  const told: Tell = (one) => {
    clear = false
    tell(one)
  }
  const url = serverOf(given, told)
  const tls = tlsOf(url, env, told)
  const login = await loginOf(url, env, readSecret, told)
  if (login && tls === 'off') told(problem('smtp-password-in-clear', {}))
  const limits = limitsOf(env, told)
  if (!clear || !url) return null
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || PORTS[tls], tls, login, ...limits }
}

function serverOf(given: string, tell: Tell): URL | null {
  const url = URL.canParse(given) ? new URL(given) : null
  if (url?.hostname && /^smtps?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && !url.search) return url
  // A password may stand in it.
  tell(problem('smtp-url-unclear', { url: given.replace(/\/\/.*@/s, '//…@') }))
  return null
}

function tlsOf(url: URL | null, env: Env, tell: Tell): SmtpSettings['tls'] {
  const value = env[TLS] || 'required'
  if (value !== 'required' && value !== 'off') tell(problem('smtp-tls-unclear', { value }))
  if (url?.protocol === 'smtps:') return 'implicit'
  return value === 'off' ? 'off' : 'required'
}

async function loginOf(
  url: URL | null,
  env: Env,
  readSecret: (path: string) => Promise<PrivateRead>,
  tell: Tell,
): Promise<Login | null> {
  const user = decoded(url?.username ?? '')
  const ways = {
    [URL_NAME]: decoded(url?.password ?? ''),
    [PASSWORD]: env[PASSWORD],
    [PASSWORD_FILE]: env[PASSWORD_FILE],
  }
  const used = Object.entries(ways).filter(([, value]) => value)
  if (used.length > 1) tell(problem('smtp-password-twice', { ways: used.map(([name]) => name) }))
  const [name, value = ''] = used[0] ?? []
  const password = name === PASSWORD_FILE ? await secretIn(value, readSecret, tell) : value
  if (user && used.length === 0) tell(problem('smtp-password-missing', { user }))
  if (url && !user && used.length > 0) tell(problem('smtp-password-without-user', {}))
  return user && password ? { user, password } : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function secretIn(
  path: string,
  readSecret: (path: string) => Promise<PrivateRead>,
  tell: Tell,
): Promise<string | null> {
  const found = await readSecret(path)
  if ('text' in found) return found.text.replace(/\r?\n$/, '')
  const code = found.refused === 'missing' ? 'secret-file-missing' : 'secret-file-open'
  tell(problem(code, { variable: PASSWORD_FILE, path }))
  return null
}

function limitsOf(env: Env, tell: Tell): Pick<SmtpSettings, 'connections' | 'perSecond' | 'domain'> {
  const number = (variable: string, usual: number, whole: boolean) => {
    const value = env[variable]
    if (!value) return usual
    if (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0 && (!whole || Number.isInteger(Number(value))))
      return Number(value)
    tell(problem('smtp-number-unclear', { variable, value }))
    return usual
  }
  return {
    connections: number(CONNECTIONS, USUAL.connections, true),
    perSecond: number(RATE, USUAL.perSecond, false),
    domain: {
      connections: number(DOMAIN_CONNECTIONS, USUAL.domainConnections, true),
      perSecond: number(DOMAIN_RATE, USUAL.domainPerSecond, false),
    },
  }
}
