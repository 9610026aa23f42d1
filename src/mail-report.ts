/** Subscribers and planned messages as a person reads them in a terminal: nobody's address in full. */
import type { Version } from './release/version.ts'
import { maskAddress } from './send/address.ts'
import type { Letter } from './send/letter.ts'
import type { Offer, Subscriber } from './send/subscriber.ts'
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
