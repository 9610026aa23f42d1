/** What `/health` answers: whether all is well, and what is not. */
import { withoutAddresses } from '../release/ledger/address.ts'
import { isHealthy, type Status } from './status.ts'

export interface Health {
  readonly code: 200 | 503
  readonly body: HealthBody
}

export interface HealthBody {
  readonly status: 'ok' | 'not ok'
  /** Of Diptych. */
  readonly engine?: string
  readonly now?: string
  readonly role?: Status['role']
  readonly leader?: string | null
  readonly reasons?: readonly string[]
}

/** Addresses of people, which an alarm may repeat, are taken out. */
export function healthOf(status: Status): Health {
  const { engine, now, role, leader } = status
  const healthy = isHealthy(status)
  const facts = { engine, now, role, leader, reasons: reasonsIn(status).map(withoutAddresses) }
  return { code: healthy ? 200 : 503, body: { status: healthy ? 'ok' : 'not ok', ...facts } }
}

/** For whoever may not know more. */
export const onlyWhether = ({ code, body: { status } }: Health): Health => ({ code, body: { status } })

/** When not even that can be found out. */
export const UNKNOWN_HEALTH: Health = {
  code: 503,
  body: { status: 'not ok', reasons: ['How things stand cannot be read at the moment.'] },
}

function reasonsIn({ role, leader, alarms }: Status): readonly string[] {
  const nobody = role === 'idle' ? ['Nothing is started that would begin what is due.'] : []
  const unled = role !== 'idle' && leader === null ? ['Nobody leads, so nothing begins.'] : []
  return [...nobody, ...unled, ...alarms.map(({ sentence }) => sentence)]
}
