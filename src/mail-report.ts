/** Subscribers and planned messages as a person reads them in a terminal: nobody's address in full. */

import { maskAddress } from './release/ledger/address.ts'
import type { Held } from './release/ledger/claim.ts'
import type { Delivery } from './release/ledger/delivery.ts'
import type { Count } from './release/ledger/list.ts'
import type { Resolved } from './release/ledger/resolve.ts'
import type { Version } from './release/version.ts'
import type { Letter } from './send/letter.ts'
import type { Offer, Subscriber } from './send/subscriber.ts'
import type { Sent } from './sending.ts'
import { count } from './sentences/words.ts'

/** How many there are, and how many get which factsheet in which language. */
export function reportSubscribers(
  all: readonly Subscriber[],
  counted: readonly { readonly offer: Offer; readonly subscribers: readonly Subscriber[] }[],
): string {
  const active = all.filter((one) => one.active).length
  const lines = counted.map(({ offer, subscribers }) => {
    const languages = offer.languages.map((code) => {
      return `${subscribers.filter(({ language }) => language === code).length} ${code}`
    })
    return `${offer.factsheet}: ${subscribers.length} (${languages.join(', ')})`
  })
  return [`${count(all.length, 'subscriber')}, ${active} active.`, ...lines].join('\n')
}

export interface Planned {
  readonly letter: Letter
  /** Of the whole message. */
  readonly bytes: number
}

/** One line for each message. */
export function reportPlan(
  { factsheet, edition, number }: Version,
  planned: readonly Planned[],
  { json }: { readonly json?: boolean },
): string {
  const rows = planned.map(({ letter, bytes }) => ({
    to: maskAddress(letter.to.address),
    languages: letter.languages,
    purpose: letter.purpose,
    areas: letter.areas.filter((one) => one !== null),
    bytes,
    messageId: letter.messageId,
  }))
  if (json) return JSON.stringify({ ok: true, factsheet, edition, version: number, messages: rows }, null, 2)
  const widest = Math.max(0, ...rows.map(({ to }) => to.length))
  const lines = rows.map(({ to, languages, purpose, areas, bytes }) => {
    const size = `${Math.ceil(bytes / 1000)} kB`
    return [to.padEnd(widest), languages.join('+').padEnd(5), purpose.padEnd(15), size.padStart(8), ...areas].join('  ')
  })
  const total = `${count(planned.length, 'message')} about ${factsheet} ${edition}, version ${number}; nothing was written or sent.`
  return `\n${[...lines, ...(lines.length > 0 ? [''] : []), total].join('\n')}`
}

/** What a run of `send` came to. */
export function reportSent({ factsheet, edition, number }: Version, sent: Sent): string {
  const { counts, planned, dropped, expired, held, next } = sent
  const states = Object.entries(counts).map(([state, many]) => `${many} ${state}`)
  return [
    `${factsheet} ${edition}, version ${number}: ${states.join(', ')}.`,
    `Planned: ${planned} new${dropped > 0 ? `, ${dropped} dropped that were superseded or have left` : ''}.`,
    ...(held > 0 ? [`${held} were not sent, because the version is not public any more.`] : []),
    ...(expired > 0 ? [`${expired} were being sent when an earlier run ended: whether they arrived is unknown.`] : []),
    ...(counts.unknown + expired > 0
      ? ['`diptych send status` lists the unknown, `diptych send resolve` settles them.']
      : []),
    ...(next ? [`The next attempt is due ${next}: run \`diptych send\` again then.`] : []),
  ].join('\n')
}

export interface Status {
  readonly counts: readonly Count[]
  /** Planned for what is not public (any more). */
  readonly held: readonly Held[]
  readonly unknown: readonly Delivery[]
}

/** Counts by version and state, what is held back, and each unknown delivery by its hash and masked address. */
export function reportStatus({ counts, held, unknown }: Status): string {
  if (counts.length === 0) return 'Nothing was ever planned or sent.'
  const lines = counts.map(({ factsheet, edition, version, state, count: many }) => {
    return `${factsheet} ${edition}, version ${version}: ${many} ${state}`
  })
  const back = held.map(({ factsheet, edition, version, count: many }) => {
    return `${factsheet} ${edition}, version ${version}: ${many} held back, because it is not public or superseded`
  })
  return [...lines, ...back, ...(unknown.length > 0 ? ['', 'Unknown:', ...unknown.map(deliveryLine)] : [])].join('\n')
}

const deliveryLine = ({ recipient, address, factsheet, edition, version, begun }: Delivery): string =>
  `${recipient.slice(0, 12)}  ${address === null ? '(erased)' : maskAddress(address)}  ${factsheet} ${edition}, version ${version}  ${begun ?? ''}`

export function reportResolved(resolved: readonly Resolved[]): string {
  if (resolved.length === 0) return 'Nothing was settled.'
  return resolved.map(({ delivery, state }) => `${deliveryLine(delivery)}  ${state}`).join('\n')
}
