/** Headers that say what kind of message it is, and how to have no more of them. */
import type { MailSpec } from './definition.ts'
import type { Letter } from './letter.ts'

/** Characters that end a header, or are not seen. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** A text on one line: nothing in it can begin a header of its own. */
export const oneLine = (text: string): string => text.replace(UNPRINTABLE, ' ').trim()

/** Where a recipient unsubscribes: a page that takes one click, where the agency has one, and a mailbox. */
export interface Leaving {
  readonly page: string | null
  readonly mail: string
}

export function leavingOf(factsheet: string, hash: string, { unsubscribe }: MailSpec): Leaving {
  const fill = (text: string) =>
    text.replaceAll('{recipient}', encodeURIComponent(hash)).replaceAll('{factsheet}', encodeURIComponent(factsheet))
  const subject = encodeURIComponent(`unsubscribe ${factsheet} ${hash}`)
  return {
    page: unsubscribe.page === undefined ? null : new URL(fill(unsubscribe.page)).href,
    mail: `mailto:${unsubscribe.mail}?subject=${subject}`,
  }
}

/** What mail programs read; RFC 3834, 8058. One click needs a page: a mailbox takes none. */
export function headersOf(languages: readonly string[], { page }: Leaving): Readonly<Record<string, string>> {
  return {
    'Content-Language': languages.join(', '),
    'Auto-Submitted': 'auto-generated',
    ...(page !== null && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  }
}

/** RFC 5322, 3.6.4: the message answered last, and the whole thread. */
export function threadOf({ answers }: Letter): { inReplyTo?: string; references?: string[] } {
  const last = answers.at(-1)
  return last === undefined ? {} : { inReplyTo: last, references: [...answers] }
}
