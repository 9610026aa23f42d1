/** What somebody who is signed in may ask for, read from the form that asks: each part once, and nothing else. */

export type Action = ResolveDelivery | DecideRun | ClearAlarm

/** Of a message of which nobody knows whether it arrived: it did, or it is to be sent again. */
export interface ResolveDelivery {
  readonly kind: 'resolve'
  readonly factsheet: string
  readonly edition: string
  readonly version: number
  readonly recipient: string
  readonly how: 'sent' | 'again'
}

/** `retry`: what failed or waits goes on now; `run` and `skip`: what was missed, and asks. */
export interface DecideRun {
  readonly kind: 'retry' | 'run' | 'skip'
  readonly schedule: string
  readonly occurrence: string
}

export interface ClearAlarm {
  readonly kind: 'clear'
  readonly key: string
}

/** Names of the fields beside `kind`, which are those of the action. */
const FIELDS: Readonly<Record<Action['kind'], readonly string[]>> = {
  resolve: ['factsheet', 'edition', 'version', 'recipient', 'how'],
  retry: ['schedule', 'occurrence'],
  run: ['schedule', 'occurrence'],
  skip: ['schedule', 'occurrence'],
  clear: ['key'],
}

/** Null when the form is not exactly one action. */
export function readAction(form: URLSearchParams): Action | null {
  const kind = form.get('kind') ?? ''
  if (!isKind(kind)) return null
  const named = new Set(['csrf', 'kind', ...FIELDS[kind]])
  const names = [...form.keys()]
  if (names.length !== named.size || !names.every((name) => named.has(name))) return null
  const values = Object.fromEntries(FIELDS[kind].map((name) => [name, form.get(name) ?? '']))
  if (Object.values(values).some((value) => !isPlain(value))) return null
  return actionOf(kind, values)
}

const isKind = (kind: string): kind is Action['kind'] => Object.hasOwn(FIELDS, kind)

/** One line, neither empty nor endless. */
const isPlain = (value: string): boolean => /^[^\p{Cc}]{1,500}$/u.test(value)

function actionOf(kind: Action['kind'], values: Readonly<Record<string, string>>): Action | null {
  const { factsheet = '', edition = '', recipient = '', how, schedule = '', occurrence = '', key = '' } = values
  if (kind === 'clear') return { kind, key }
  if (kind !== 'resolve') return { kind, schedule, occurrence }
  const version = /^[1-9]\d{0,5}$/.test(values['version'] ?? '') ? Number(values['version']) : 0
  if (version === 0 || (how !== 'sent' && how !== 'again')) return null
  return { kind, factsheet, edition, version, recipient, how }
}
