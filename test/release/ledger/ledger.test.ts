/** The same statements on both engines. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recipientOf } from '../../../src/release/ledger/address.ts'
import { expireAttempts, recordIntent, settleDelivery } from '../../../src/release/ledger/attempt.ts'
import { claimDue, dueDeliveries, heldDeliveries, releaseClaims } from '../../../src/release/ledger/claim.ts'
import type { Delivery } from '../../../src/release/ledger/delivery.ts'
import { recordedVersions, recordVersion, withdrawVersion } from '../../../src/release/ledger/edition-version.ts'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { countDeliveries, listDeliveries } from '../../../src/release/ledger/list.ts'
import { openLedger } from '../../../src/release/ledger/open.ts'
import { erasePerson, exportLedger, exportPerson } from '../../../src/release/ledger/person.ts'
import { planDeliveries } from '../../../src/release/ledger/plan.ts'
import { resolveUnknown } from '../../../src/release/ledger/resolve.ts'
import { receivedBefore } from '../../../src/release/ledger/superseded.ts'
import { claim, claimOne, ENGINES, intended, later, NINE, published, version } from './books.ts'

const INTENT = { messageId: '<one@diptych.example>', emlSha256: 'a'.repeat(64) }

describe.each(ENGINES)('the ledger in %s', (_, makeShelf) => {
  const shelf = makeShelf()
  let place: string
  let ledger: Ledger
  beforeEach(async () => {
    place = await shelf.place()
    ledger = await openLedger(place)
  })
  afterEach(() => ledger.close())
  afterAll(() => shelf.clear())

  /** Up to the moment in which the server is spoken to. */
  async function begin(minutes: number): Promise<Delivery> {
    const delivery = await claimOne(ledger, claim('a', minutes))
    const attempt = await recordIntent(ledger, delivery, claim('a', minutes), INTENT)
    if (!attempt) throw new Error('refused')
    return attempt
  }
  const states = async () => (await countDeliveries(ledger)).map(({ version, state, count }) => [version, state, count])

  describe('planning', () => {
    it('plans each person once for a version, however the address is spelled and however often it is done', async () => {
      await published(ledger, 'ann@example.org', 'Ann@Example.org ', 'bob@bücher.example', 'bob@xn--bcher-kva.example')
      expect(await planDeliveries(ledger, [intended('ANN@example.org'), intended('eve@example.org')], NINE)).toBe(1)
      expect(await states()).toEqual([[1, 'planned', 3]])
    })

    it('plans many at once', async () => {
      await published(ledger, ...Array.from({ length: 250 }, (_, at) => `p${at}@example.org`))
      expect(await states()).toEqual([[1, 'planned', 250]])
    })
  })

  describe('claiming', () => {
    it('gives a delivery to one process only, and to another when the claim has run out', async () => {
      await published(ledger, 'ann@example.org', 'bob@example.org', 'eve@example.org')
      expect(await claimDue(ledger, claim('a', 1), 2)).toHaveLength(2)
      expect(await claimDue(ledger, claim('b', 2), 5)).toHaveLength(1)
      expect(await claimDue(ledger, claim('b', 2), 5)).toEqual([])
      expect(await dueDeliveries(ledger, later(2))).toEqual({ due: 0, next: '2021-03-01T09:11:00.000Z' })
      expect(await claimDue(ledger, claim('b', 11), 5)).toHaveLength(2)
    })

    it('gives nothing twice to processes that ask at the same time', async () => {
      await published(ledger, ...Array.from({ length: 60 }, (_, at) => `p${at}@example.org`))
      const other = await openLedger(place)
      const got: string[] = []
      const take = async (from: Ledger, owner: string) => {
        while ((await dueDeliveries(from, later(1))).due > 0)
          got.push(...(await claimDue(from, claim(owner, 1), 7)).map(({ recipient }) => recipient))
      }
      await Promise.all([take(ledger, 'a'), take(other, 'b'), take(ledger, 'c'), take(other, 'd')])
      await other.close()
      expect(got).toHaveLength(60)
      expect(new Set(got).size).toBe(60)
    })

    it('takes back what was claimed and not begun', async () => {
      await published(ledger, 'ann@example.org', 'bob@example.org')
      await begin(1)
      await claimDue(ledger, claim('a', 1), 5)
      await releaseClaims(ledger, 'a')
      expect(await claimDue(ledger, claim('b', 1), 5)).toHaveLength(1)
    })

    it('keeps within a factsheet and an edition when it is told so', async () => {
      await published(ledger, 'ann@example.org')
      expect(await claimDue(ledger, claim('a', 1), 5, { factsheet: 'waste', edition: null })).toEqual([])
      expect(await claimDue(ledger, claim('a', 1), 5, { factsheet: 'tourism', edition: '2021' })).toEqual([])
      expect(await claimDue(ledger, claim('a', 1), 5, { factsheet: 'tourism', edition: '2020' })).toHaveLength(1)
    })
  })

  describe('what is not public', () => {
    it('is refused as a draft, until the version is recorded', async () => {
      await planDeliveries(ledger, [intended('ann@example.org')], NINE)
      expect(await claimDue(ledger, claim('a', 1), 5)).toEqual([])
      expect(await heldDeliveries(ledger, later(1))).toMatchObject([{ version: 1, state: 'planned', count: 1 }])
      await recordVersion(ledger, version(1), NINE)
      expect(await claimDue(ledger, claim('a', 1), 5)).toHaveLength(1)
      expect(await heldDeliveries(ledger, later(1))).toEqual([])
    })

    it('is refused while it is embargoed, to the millisecond', async () => {
      await recordVersion(ledger, version(1, { issued: later(5) }), NINE)
      await planDeliveries(ledger, [intended('ann@example.org')], NINE)
      const early = later(5).subtract({ milliseconds: 1 })
      expect(await claimDue(ledger, { owner: 'a', now: early, until: later(9) }, 5)).toEqual([])
      expect(await claimDue(ledger, { owner: 'a', now: later(5), until: later(9) }, 5)).toHaveLength(1)
    })

    it('is refused when it was withdrawn, even after it was claimed', async () => {
      await published(ledger, 'ann@example.org', 'bob@example.org')
      const claimed = await claimOne(ledger, claim('a', 1))
      expect(await withdrawVersion(ledger, version(1), later(2))).toBe(true)
      expect(await withdrawVersion(ledger, version(1), later(2))).toBe(false)
      expect(await recordIntent(ledger, claimed, claim('a', 3), INTENT)).toBe(null)
      expect(await claimDue(ledger, claim('b', 3), 5)).toEqual([])
      expect(await recordVersion(ledger, version(1), later(4))).toBe(false)
      expect(await recordedVersions(ledger)).toMatchObject([
        { state: 'withdrawn', withdrawn: '2021-03-01T09:02:00.000Z' },
      ])
    })

    it('is refused when a later version tells other numbers, and not when only words changed', async () => {
      await published(ledger, 'ann@example.org')
      await recordVersion(ledger, version(2, { kind: 'editorial' }), NINE)
      await recordVersion(ledger, version(3, { issued: later(5) }), NINE)
      expect((await dueDeliveries(ledger, later(1))).due).toBe(1)
      expect((await dueDeliveries(ledger, later(5))).due).toBe(0)
    })

    it('is refused as a correction when only words changed', async () => {
      await published(ledger)
      await recordVersion(ledger, version(2, { kind: 'editorial' }), NINE)
      const correction = intended('ann@example.org', { version: 2, purpose: 'correction' })
      await planDeliveries(ledger, [correction, intended('eve@example.org', { version: 2 })], NINE)
      expect(await claimDue(ledger, claim('a', 1), 5)).toMatchObject([{ address: 'eve@example.org' }])
    })
  })

  describe('an attempt', () => {
    it("is written down with the message before the server is spoken to, and is nobody else's from then on", async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      expect(attempt).toMatchObject({ state: 'sending', attempts: 1, ...INTENT, claimedBy: 'a' })
      expect(await claimDue(ledger, claim('b', 60), 5)).toEqual([])
    })

    it("is not begun on a claim that ran out, or that is another's", async () => {
      await published(ledger, 'ann@example.org')
      const delivery = await claimOne(ledger, claim('a', 1))
      expect(await recordIntent(ledger, delivery, claim('a', 11), INTENT)).toBe(null)
      expect(await recordIntent(ledger, delivery, claim('b', 2), INTENT)).toBe(null)
      expect(await recordIntent(ledger, delivery, claim('a', 2), INTENT)).toMatchObject({ state: 'sending' })
      expect(await recordIntent(ledger, delivery, claim('a', 2), INTENT)).toBe(null)
    })

    it('that was taken is over', async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      const taken = { state: 'sent', response: '250 OK <ann@example.org> queued as 4X1' } as const
      expect(await settleDelivery(ledger, attempt, taken, later(2))).toBe(true)
      expect(await settleDelivery(ledger, attempt, { state: 'bounced', response: '550' }, later(3))).toBe(false)
      expect(await listDeliveries(ledger, 'sent')).toMatchObject([
        { response: '250 OK <…@…> queued as 4X1', attempts: 1 },
      ])
      expect(await claimDue(ledger, claim('b', 60), 5)).toEqual([])
    })

    it('that was deferred is due again at its time, and counts', async () => {
      await published(ledger, 'ann@example.org')
      const deferred = { state: 'deferred', response: '451 later', notBefore: later(30) } as const
      await settleDelivery(ledger, await begin(1), deferred, later(2))
      expect(await claimDue(ledger, claim('b', 29), 5)).toEqual([])
      expect(await dueDeliveries(ledger, later(29))).toEqual({ due: 0, next: '2021-03-01T09:30:00.000Z' })
      expect(await begin(30)).toMatchObject({ attempts: 2, notBefore: null })
    })

    it('whose process is silent for too long is unknown, and never due again by itself', async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      expect(await expireAttempts(ledger, later(10))).toEqual([])
      expect(await expireAttempts(ledger, later(11))).toMatchObject([{ recipient: recipientOf('ann@example.org') }])
      expect(await claimDue(ledger, claim('b', 9999), 5)).toEqual([])
      // The process was only slow.
      expect(await settleDelivery(ledger, attempt, { state: 'sent', response: '250' }, later(12))).toBe(true)
    })
  })

  describe('resolving', () => {
    it('settles only what is unknown, and shuts out late news', async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      const again = { state: 'planned', because: 'asked her' } as const
      expect(await resolveUnknown(ledger, attempt, again, later(2))).toBe(false)
      await expireAttempts(ledger, later(11))
      expect(await resolveUnknown(ledger, attempt, again, later(12))).toBe(true)
      expect(await settleDelivery(ledger, attempt, { state: 'sent', response: '250' }, later(13))).toBe(false)
      expect(await begin(14)).toMatchObject({ attempts: 2 })
    })
  })

  describe('a correction', () => {
    /** Version `number` sent to an address, in a language. */
    async function sent(number: number, address: string, language: string, messageId: string): Promise<void> {
      await planDeliveries(ledger, [intended(address, { version: number, language })], NINE)
      const delivery = await claimOne(ledger, claim('a', 1))
      const attempt = await recordIntent(ledger, delivery, claim('a', 1), { ...INTENT, messageId })
      if (attempt) await settleDelivery(ledger, attempt, { state: 'sent', response: '250' }, later(2))
    }

    it('concerns each who was sent an earlier version, once, in the language of the last message', async () => {
      await recordVersion(ledger, version(1), NINE)
      await sent(1, 'ann@example.org', 'x-one', '<1@d>')
      await sent(1, 'bob@example.org', 'x-two', '<2@d>')
      await recordVersion(ledger, version(2), NINE)
      await sent(2, 'ann@example.org', 'x-three', '<3@d>')
      await planDeliveries(ledger, [intended('eve@example.org', { version: 2 })], NINE)
      await recordVersion(ledger, version(3), NINE)
      const concerned = await receivedBefore(ledger, version(3))
      expect(concerned.toSorted((a, b) => (a.address < b.address ? -1 : 1))).toMatchObject([
        { address: 'ann@example.org', language: 'x-three', version: 2, thread: ['<1@d>', '<3@d>'], certain: true },
        { address: 'bob@example.org', language: 'x-two', version: 1, thread: ['<2@d>'], certain: true },
      ])
      // What is planned for the newest version changes nothing in what was received: a second run plans the same.
      await planDeliveries(ledger, [intended('ann@example.org', { version: 3, purpose: 'correction' })], NINE)
      expect(await receivedBefore(ledger, version(3))).toHaveLength(2)
    })

    it('concerns, without certainty, who may have been sent one', async () => {
      await published(ledger, 'ann@example.org')
      await begin(1)
      await expireAttempts(ledger, later(11))
      expect(await receivedBefore(ledger, version(2))).toMatchObject([{ address: 'ann@example.org', certain: false }])
    })
  })

  describe('a person', () => {
    it('gets all that is known, and is forgotten except for the fact that something was sent', async () => {
      await published(ledger, 'ann@example.org', 'bob@example.org')
      const [first, second] = await claimDue(ledger, claim('a', 1), 2)
      if (!first?.address || !second) throw new Error('nothing is due')
      const attempt = await recordIntent(ledger, first, claim('a', 1), INTENT)
      const bounced = { state: 'bounced', response: `550 no ${first.address} here` } as const
      if (attempt) await settleDelivery(ledger, attempt, bounced, later(2))
      const known = await exportPerson(ledger, first.address.toUpperCase())
      expect(known.deliveries).toMatchObject([{ address: first.address, state: 'bounced', language: 'x-one' }])
      expect(known.events.map(({ event }) => event)).toEqual(['planned', 'sending', 'bounced'])

      expect(await erasePerson(ledger, first.address, later(3))).toBe(1)
      const all = await exportLedger(ledger)
      expect(JSON.stringify(all)).not.toContain(first.address)
      expect(JSON.stringify(all)).toContain(second.address)
      expect(all.deliveries.find((one) => one.address === null)).toMatchObject({
        state: 'bounced',
        attempts: 1,
        ...INTENT,
      })
      expect(all.versions).toHaveLength(1)
      // The fact is there, so planning the person again does nothing.
      expect(await planDeliveries(ledger, [intended(first.address)], later(4))).toBe(0)
    })

    it('who is erased before anything was sent is planned no more', async () => {
      await published(ledger, 'ann@example.org')
      await erasePerson(ledger, 'Ann@example.org', later(1))
      expect(await states()).toEqual([])
      expect(await claimDue(ledger, claim('a', 1), 5)).toEqual([])
    })

    it('who is erased while a message is being sent is not tried again', async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      await erasePerson(ledger, 'ann@example.org', later(2))
      const deferred = { state: 'deferred', response: '451', notBefore: later(3) } as const
      await settleDelivery(ledger, attempt, deferred, later(2))
      expect(await states()).toEqual([[1, 'bounced', 1]])
    })

    it('who is erased cannot be sent again what is unknown', async () => {
      await published(ledger, 'ann@example.org')
      const attempt = await begin(1)
      await expireAttempts(ledger, later(11))
      await erasePerson(ledger, 'ann@example.org', later(12))
      expect(await resolveUnknown(ledger, attempt, { state: 'planned', because: 'x' }, later(13))).toBe(false)
      expect(await resolveUnknown(ledger, attempt, { state: 'sent', because: 'x' }, later(13))).toBe(true)
    })
  })
})
