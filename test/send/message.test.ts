import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/problem.ts'
import { needsSite } from '../../src/send/enclosed.ts'
import { planMail, type Recipient } from '../../src/send/letter.ts'
import type { Stationery } from '../../src/send/stationery.ts'
import { messageTo, PDFS, SECRET, setOf, someone, stationery, upTo, version } from './letters.ts'

async function read(recipient: Partial<Recipient>, on: Stationery) {
  const { eml } = await messageTo(someone(recipient), on)
  const raw = Buffer.from(eml).toString('latin1')
  const mail = await simpleParser(Buffer.from(eml))
  return { mail, raw, text: mail.text ?? '', html: String(mail.html), head: raw.slice(0, raw.indexOf('\r\n\r\n')) }
}
const had = (number: number, messageIds = ['<1@example.org>']) => ({
  received: { version: number, languages: [], messageIds },
})
const count = (head: string, name: string) => head.match(new RegExp(`^${name}:`, 'gim'))?.length ?? 0
const words = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('a message about a new edition', () => {
  it('says in HTML and in text the same, with the figures as they were published', async () => {
    const { mail, text, html } = await read({}, await stationery())
    expect(mail.subject).toBe('27.182 Fietstellingen in 2023')
    for (const part of [text, words(html)]) {
      expect(part).toContain('Deze factsheet is verschenen op 12 februari 2024.')
      expect(part).toContain('52.601 fietsers in 2023')
      expect(part).toContain('+3 % ten opzichte van 2022')
      expect(part).not.toContain('cyclistes')
      expect(part).not.toContain('Melding bij versie')
    }
    expect(html).toMatch(/<html lang="nl-BE" dir="ltr">/)
    expect(html).not.toMatch(/<img|url\(|class="[^"]*"[^>]*>[^<]*<style/)
  })

  it('has no escapes of HTML in its text, and no markup from words in its HTML', async () => {
    const [one = version(1)] = upTo(1)
    const words = { ...one.words, fr: { title: 'L\'an <b>"A & B"</b>', description: '', agency: "Service de l'été" } }
    const { text, html, mail } = await read({ language: 'fr' }, await stationery([{ ...one, words }]))
    expect(text).toContain('L\'an <b>"A & B"</b>')
    expect(text).not.toMatch(/&(#|amp|lt|quot)/)
    expect(html).not.toContain('<b>')
    expect(mail.from?.value[0]?.name).toBe("Service de l'été")
  })

  it('says what it is in its headers, each once', async () => {
    const { mail, head } = await read({}, await stationery())
    for (const name of [
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'Auto-Submitted',
      'Content-Language',
      'Message-ID',
    ])
      expect([name, count(head, name)]).toEqual([name, 1])
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('content-language')).toBe('nl-BE')
    expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(mail.date?.toISOString()).toBe('2024-02-12T10:00:00.000Z')
    expect(count(head, 'In-Reply-To') + count(head, 'References') + count(head, 'X-Mailer')).toBe(0)
    const [letter] = planMail(await stationery(), [someone()])
    expect(mail.messageId).toBe(letter?.messageId)
    const leave = head.replace(/\r\n\s+/g, ' ')
    expect(leave).toContain(
      `<https://example.org/weg?wie=${letter?.hash}&wat=bicycle-counts>, <mailto:afmelden@example.org`,
    )
  })

  it('leads from its body to where its recipient unsubscribes, and nobody else', async () => {
    const on = await stationery()
    const [one, other] = planMail(on, [someone(), someone({ address: 'bo@example.net' })])
    const { text, html } = await read({}, on)
    const own = planMail(on, [someone()])[0]?.hash ?? 'none'
    const others = [one, other].map((letter) => letter?.hash ?? '').find((hash) => hash !== own) ?? 'none'
    for (const part of [text, html]) {
      expect(part).toContain(`wie=${own}`.replace('=', part === html ? '&#x3D;' : '='))
      expect(part).not.toContain(others)
      expect(part).not.toContain('somebody')
    }
  })

  it('without a page that takes one click, promises none', async () => {
    const { head, text } = await read({}, await stationery(upTo(1), { unsubscribe: { mail: 'weg@example.org' } }))
    expect(count(head, 'List-Unsubscribe-Post')).toBe(0)
    expect(count(head, 'List-Unsubscribe')).toBe(1)
    expect(text).toContain('mailto:weg@example.org?subject=unsubscribe')
  })
})

describe('the PDF of a message', () => {
  it("is the one in the subscriber's language, to the byte", async () => {
    const { mail, text } = await read({ language: 'fr' }, await stationery())
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['counts-fr.pdf', 'application/pdf'],
    ])
    expect(mail.attachments[0]?.content).toEqual(Buffer.from(PDFS['counts-fr.pdf'] ?? []))
    expect(text).toContain('jointe à ce message')
    expect(text).not.toContain('counts-fr.pdf')
  })

  it('is linked where it is larger than the definition allows', async () => {
    const { mail, text } = await read({}, await stationery(upTo(1), { attach: 1 }))
    expect(mail.attachments).toEqual([])
    expect(text).toContain('https://example.org/cijfers/bicycle-counts/2023/1/counts-nl.pdf')
    expect(text).not.toContain('bij dit bericht gevoegd')
  })

  it('that is not what was published is not sent', async () => {
    const on = await stationery(upTo(1), {}, { read: async () => new Uint8Array([1]) })
    await expect(messageTo(someone(), on)).rejects.toThrow(Refusal)
  })

  it('is missed where it can be neither attached nor linked', async () => {
    const lost = async (mail: object, more: Partial<Stationery>) => {
      const on = await stationery(upTo(1), mail, more)
      return planMail(on, [someone()]).map((letter) => needsSite(letter, on))
    }
    expect(await lost({ attach: 1 }, { site: null })).toEqual([true])
    expect(await lost({ attach: 1 }, {})).toEqual([false])
    expect(await lost({}, { site: null })).toEqual([false])
  })
})

describe('a message in several languages', () => {
  it('has them one after the other, each marked, with both PDFs and both in its subject', async () => {
    const { mail, html, text } = await read({ language: 'nl' }, await stationery(upTo(4), { languages: ['fr', 'nl'] }))
    expect(mail.headers.get('content-language')).toBe('fr-BE, nl-BE')
    expect(mail.subject).toBe('[Correction] Les comptages cyclistes en 2023 | [Correctie] Fietstellingen in 2023')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['counts-fr.pdf', 'counts-nl.pdf'])
    expect(html.match(/lang="(fr|nl)-BE" dir="ltr" style|class="side[^>]*lang="(fr|nl)-BE"/g)).toHaveLength(2)
    expect(text.indexOf('cyclistes en 2023')).toBeGreaterThan(-1)
    expect(text.indexOf('cyclistes en 2023')).toBeLessThan(text.indexOf('fietsers in 2023'))
  })

  it('runs from right to left where its language does', async () => {
    const { html, mail } = await read({ language: 'ar' }, await stationery())
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(mail.headers.get('content-language')).toBe('ar')
  })
})

describe('a message about a correction', () => {
  it('says so, tells what and why, and answers the message before', async () => {
    const ids = ['<1@example.org>', '<2@example.org>']
    const { mail, text, html } = await read(had(3, ids), await stationery(upTo(4)))
    expect(mail.subject).toBe('[Correctie] Fietstellingen in 2023')
    expect([mail.inReplyTo, mail.references]).toEqual(['<2@example.org>', ids])
    for (const part of [text, words(html)]) {
      for (const told of [
        'Melding bij versie 4.',
        'Mei is 4.141 in plaats van 4.411.',
        'Twee cijfers waren verwisseld.',
      ])
        expect(part).toContain(told)
      expect(part).not.toContain('versie 3')
    }
    expect(mail.attachments).toHaveLength(1)
  })
})

describe('a message about a withdrawal', () => {
  it.each(['nl', 'fr'])('says so in %s, and no part of it tells the number', async (language) => {
    for (const number of [3, 4]) {
      const { mail, text, html, raw } = await read({ language, ...had(2) }, await stationery(upTo(number)))
      expect(mail.subject).toMatch(/^\[(Versie ingetrokken|Version retirée)\] /)
      expect(text).toMatch(
        /Versie 2 van editie 2023 is op 12 april 2024 ingetrokken|La version 2 de l’édition 2023 a été/,
      )
      expect(text).toMatch(/Personen waren te herkennen|Des personnes étaient reconnaissables/)
      expect(text).not.toMatch(/52\.601|4\.141/)
      const attached = mail.attachments.map(({ content }) => content.toString())
      for (const part of [text, html, raw, mail.subject ?? '', ...attached]) expect(part).not.toMatch(SECRET)
      expect(attached).toHaveLength(1)
    }
  })
})

describe('a message about areas', () => {
  it('has a part for each that was asked for, and no other', async () => {
    const sets = ['north', 'south', 'east'].map((area) => setOf(area))
    const { mail, text } = await read({ areas: ['south', 'east'] }, await stationery(upTo(1, sets)))
    expect(mail.attachments.map(({ content }) => content.toString().split('\n')[0])).toEqual([
      '%PDF-1.7 south/counts-nl.pdf',
      '%PDF-1.7 east/counts-nl.pdf',
    ])
    expect(text).toMatch(/Zuid[\s\S]*Oost/)
    expect(text).not.toContain('Noord')
    expect(text).toContain('De factsheets zijn als pdf')
  })

  it('of which there are many, leads to them', async () => {
    const sets = Array.from({ length: 9 }, (_, index) => ({ ...setOf('north'), area: `a${index}` }))
    const { mail, text } = await read({}, await stationery(upTo(1, sets)))
    expect(mail.attachments).toEqual([])
    expect(text).toContain('https://example.org/cijfers/bicycle-counts/nl/')
  })
})

describe('the bytes of a message', () => {
  it('are the same each time', async () => {
    const [one, other] = [
      await messageTo(someone(), await stationery()),
      await messageTo(someone(), await stationery()),
    ]
    expect(Buffer.from(one.eml).equals(Buffer.from(other.eml))).toBe(true)
    expect(one.sha256).toBe(other.sha256)
  })

  it('are lines that end as mail asks, none too long, all ASCII', async () => {
    const { raw } = await read({ language: 'fr', name: 'Zoë' }, await stationery())
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]|[^\x20-\x7e\t]/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(999)
  })

  it('are addressed to the one recipient', async () => {
    const { envelope } = await messageTo(someone(), await stationery())
    expect(envelope).toEqual({ from: 'cijfers@example.org', to: 'an@example.net' })
  })
})

describe('a header', () => {
  const INJECTION = 'x\r\nBcc: victim@example.net\r\n\r\n<script>'

  it.each([
    ['the name of a recipient', { name: INJECTION }, {}],
    ['a line separator in it', { name: 'x\u2028Bcc: victim@example.net' }, {}],
  ])('cannot be begun by %s', async (_, recipient) => {
    const { mail, head } = await read(recipient, await stationery())
    expect(count(head, 'Bcc')).toBe(0)
    expect(mail.bcc).toBeUndefined()
    expect(mail.to && 'value' in mail.to ? mail.to.value.map(({ address }) => address) : []).toEqual(['an@example.net'])
  })

  it('cannot be begun by published words, an id that is answered, or the path of a file', async () => {
    const [one = version(1)] = upTo(1)
    const injected = { title: INJECTION, description: INJECTION, agency: INJECTION }
    const [set = setOf(null)] = one.sets
    const files = set.files.map((file) => ({ ...file, path: file.path.replace('counts', `c\r\nBcc: a@b.example\r\n`) }))
    const versions = [{ ...version(2, [{ ...set, files }]), words: { nl: injected, fr: injected } }, one]
    const received = { version: 1, languages: ['nl'], messageIds: [`<a@b>\r\nBcc: victim@example.net`] }
    const read2 = async (path: string) => PDFS[path.replace(/c\r\nBcc: a@b.example\r\n/, 'counts')] ?? new Uint8Array()
    const { mail, raw, head } = await read({ received }, await stationery(versions, {}, { read: read2 }))
    const heads = raw.split(/^-{2,}_NmP.*\r\n/m).map((part) => part.split('\r\n\r\n')[0] ?? '')
    expect(heads.length).toBeGreaterThan(4)
    expect(heads.filter((one) => count(one, 'Bcc') > 0)).toEqual([])
    expect(count(head, 'Subject')).toBe(1)
    expect(mail.bcc).toBeUndefined()
    expect(mail.attachments).toHaveLength(1)
  })
})
