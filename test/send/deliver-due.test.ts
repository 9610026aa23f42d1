import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, test } from 'vitest'
import { recipientOf } from '../../src/release/ledger/address.ts'
import { withdrawVersion } from '../../src/release/ledger/edition-version.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { exportLedger } from '../../src/release/ledger/person.ts'
import { deliverDue, type Errand } from '../../src/send/deliver-due.ts'
import { later, published, sqliteShelf, version } from '../release/ledger/books.ts'
import { clockAt, errand, messageIdFor, prepareWith } from './errands.ts'
import { LOGIN, type MailServer, startMailServer } from './mail-server.ts'

const shelf = sqliteShelf()

/** A ledger and a mail server of a test's own: half of the time the one waits for the other, so that tests run side by side. */
interface Shop {
  readonly ledger: Ledger
  readonly server: MailServer
  send(over?: Partial<Errand>): ReturnType<typeof deliverDue>
  settings(over: Partial<Errand['settings']>): Pick<Errand, 'settings'>
  /** State of each delivery, by its address. */
  states(): Promise<Readonly<Record<string, string>>>
  /** Puts another server in the place of the one that was there. */
  replaceServer(options: SMTPServerOptions): Promise<void>
  close(): Promise<void>
}

async function openShop(): Promise<Shop> {
  const ledger = await openLedger(await shelf.place())
  let server = await startMailServer()
  return {
    ledger,
    get server() {
      return server
    },
    send: (over = {}) => deliverDue(errand(ledger, server.settings, over)),
    settings: (over) => ({ settings: { ...server.settings, ...over } }),
    states: async () => {
      const { deliveries } = await exportLedger(ledger)
      return Object.fromEntries(deliveries.map((one) => [one.address, one.state]))
    },
    replaceServer: async (options) => {
      await server.close()
      server = await startMailServer(options)
    },
    close: async () => {
      await server.close()
      await ledger.close()
    },
  }
}

/** A test with a shop of its own, that is made ready before. */
const withShop = (prepare: (shop: Shop) => Promise<unknown>) =>
  test.extend<{ shop: Shop }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs.
    shop: async ({}, use) => {
      const shop = await openShop()
      await prepare(shop)
      await use(shop)
      await shop.close()
    },
  })

const it = withShop(async () => undefined)

const people = (count: number, name = 'p') =>
  Array.from({ length: count }, (_, at) => `${name}${at}@d${at % 5}.example`)

describe.concurrent('sending what is due', () => {
  it('hands each message over once, byte for byte, encrypted and logged in', async ({ shop }) => {
    await published(shop.ledger, ...people(12))
    const tally = await shop.send()
    expect(tally).toEqual({
      counts: { sent: 12, deferred: 0, bounced: 0, unknown: 0 },
      held: 0,
      expired: 0,
      next: null,
    })
    expect(new Set(shop.server.taken.map(({ to }) => to)).size).toBe(12)
    expect(shop.server.taken.every(({ user, secure }) => user === LOGIN.user && secure)).toBe(true)
    const [delivery] = (await exportLedger(shop.ledger)).deliveries
    const prepared = await prepareWith(90_000)(delivery as never)
    expect(shop.server.taken.find(({ to }) => to === delivery?.address)?.eml.equals(Buffer.from(prepared.eml))).toBe(
      true,
    )
    expect(await shop.send({ owner: 'b' })).toMatchObject({ counts: { sent: 0 } })
    expect(shop.server.taken).toHaveLength(12)
  })

  it.for([
    ['grey@a.example', 'deferred', /greylisted/],
    ['busy@a.example', 'deferred', /too busy/],
    ['full@a.example', 'deferred', /no room/],
    ['nobody@a.example', 'bounced', /5\.1\.1 <…@…> unknown/],
    ['spam@a.example', 'bounced', /not wanted/],
    ['drop-rcpt@a.example', 'deferred', /closed|reset/i],
    ['drop-data@a.example', 'deferred', /closed|reset|EPIPE/i],
    ['drop-dot@a.example', 'unknown', /closed|reset/i],
  ] as const)('%s is %s, and nobody else for it', async ([address, state, response], { shop }) => {
    await published(shop.ledger, address, 'ann@b.example', 'bob@c.example', 'eve@d.example')
    // Larger than all buffers on the way, so that a loss in the middle is one.
    const prepare = prepareWith(address.startsWith('drop-data') ? 6_000_000 : 100_000)
    await shop.send({ prepare })
    expect(await shop.states()).toEqual({
      [address]: state,
      'ann@b.example': 'sent',
      'bob@c.example': 'sent',
      'eve@d.example': 'sent',
    })
    const { deliveries } = await exportLedger(shop.ledger)
    const it = deliveries.find((one) => one.address === address)
    expect(it).toMatchObject({ attempts: 1, messageId: messageIdFor({ recipient: recipientOf(address), version: 1 }) })
    expect(it?.response).toMatch(response)
    expect(it?.response).not.toContain(address)
  })

  it.for(['grey', 'busy', 'nobody', 'drop-rcpt'])(
    'knows of a tiny message, too, that %s had no part in it',
    async (name, { shop }) => {
      await published(shop.ledger, `${name}@a.example`)
      await shop.send({ prepare: prepareWith(60) })
      expect(Object.values(await shop.states())).toEqual([name === 'nobody' ? 'bounced' : 'deferred'])
    },
  )

  it('tries again what was put off, when its time has come, and then it is sent', async ({ shop }) => {
    await published(shop.ledger, 'grey@a.example')
    expect(await shop.send()).toMatchObject({ counts: { deferred: 1 }, next: '2021-03-01T09:06:00.000Z' })
    expect(await shop.send({ clock: clockAt(5) })).toMatchObject({ counts: { sent: 0 } })
    expect(shop.server.named).toHaveLength(1)
    expect(await shop.send({ clock: clockAt(6) })).toMatchObject({ counts: { sent: 1 }, next: null })
    expect((await exportLedger(shop.ledger)).deliveries).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('waits twice as long each time, and gives up at a limit', async ({ shop }) => {
    await published(shop.ledger, 'full@a.example')
    const retry = { attempts: 4, first: 60_000, longest: 120_000 }
    const nexts: (string | null)[] = []
    for (const minutes of [1, 2, 4, 6])
      nexts.push((await shop.send({ retry, clock: clockAt(minutes) })).next?.slice(11, 16) ?? null)
    expect(nexts).toEqual(['09:02', '09:04', '09:06', null])
    expect((await exportLedger(shop.ledger)).deliveries).toMatchObject([
      { state: 'bounced', attempts: 4, response: expect.stringMatching(/^given up after 4 attempts: 452/) },
    ])
  })

  it('never sends again by itself what may have been taken', async ({ shop }) => {
    await published(shop.ledger, 'drop-dot@a.example')
    await shop.send()
    expect(await shop.send({ owner: 'b', clock: clockAt(99_999) })).toMatchObject({ counts: { sent: 0 }, next: null })
    expect(shop.server.taken).toHaveLength(1)
  })

  it('sends nothing of a version that is withdrawn while it is at it', async ({ shop }) => {
    await published(shop.ledger, ...people(6))
    const prepare = prepareWith(100)
    let prepared = 0
    const tally = await shop.send({
      ...shop.settings({ connections: 1 }),
      prepare: async (delivery) => {
        if (++prepared === 3) await withdrawVersion(shop.ledger, version(1), later(1))
        return prepare(delivery)
      },
    })
    expect(shop.server.taken).toHaveLength(2)
    expect(tally).toMatchObject({ counts: { sent: 2 }, held: 2, next: null })
  })

  it('stops at a message that cannot be made, and leaves it and all others to the next run', async ({ shop }) => {
    await published(shop.ledger, ...people(5))
    const prepare = async () => Promise.reject(new Error('no template'))
    await expect(shop.send({ prepare })).rejects.toThrow('no template')
    expect(await shop.send({ owner: 'b' })).toMatchObject({ counts: { sent: 5 } })
  })
})

describe.concurrent('an error in one conversation', () => {
  it('lets the others come to their end, so that none becomes unknown by it', async ({ shop }) => {
    await published(shop.ledger, 'slow1@a.example', 'slow2@b.example', 'slow3@c.example')
    const prepare = prepareWith(100)
    const sending = shop.send({
      prepare: async (delivery) => {
        if (!delivery.address?.startsWith('slow3')) return prepare(delivery)
        while (shop.server.named.length < 2) await new Promise((done) => setTimeout(done, 5))
        throw new Error('no template')
      },
    })
    await expect(sending).rejects.toThrow('no template')
    expect(await shop.states()).toEqual({
      'slow1@a.example': 'sent',
      'slow2@b.example': 'sent',
      'slow3@c.example': 'planned',
    })
  })
})

describe.concurrent('a server that cannot be used', () => {
  const untouched = async (shop: Shop) => {
    expect(shop.server.taken).toEqual([])
    const { deliveries } = await exportLedger(shop.ledger)
    expect(deliveries).toMatchObject([{ state: 'planned', attempts: 0, claimedUntil: null }])
  }
  const it = withShop((shop) => published(shop.ledger, 'ann@a.example'))

  it("because its certificate is nobody's gets nothing, not even the password", async ({ shop }) => {
    const { ca: _, ...bare } = shop.server.settings
    await expect(shop.send({ settings: bare })).rejects.toThrow(/cannot be used: .*certificate/)
    await untouched(shop)
  })

  it('because its certificate is for another name gets nothing', async ({ shop }) => {
    await expect(shop.send(shop.settings({ host: '127.0.0.2' }))).rejects.toThrow(/cannot be used/)
    await untouched(shop)
  })

  it('because it does not encrypt gets nothing, unless somebody said that it may', async ({ shop }) => {
    await shop.replaceServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    await expect(shop.send(shop.settings({ login: null }))).rejects.toThrow(/cannot be used/)
    await untouched(shop)
    expect(await shop.send(shop.settings({ tls: 'off', login: null }))).toMatchObject({ counts: { sent: 1 } })
  })

  it('because the password is wrong is told, and the password is not', async ({ shop }) => {
    const wrong = shop.send(shop.settings({ login: { user: LOGIN.user, password: 'wrong horse' } }))
    await expect(wrong).rejects.toThrow(/cannot be used: 535/)
    await expect(wrong).rejects.not.toThrow(/wrong horse|d3Jvbmcg/)
    await untouched(shop)
  })

  it('because it is not there is told', async ({ shop }) => {
    await shop.server.close()
    await expect(shop.send()).rejects.toThrow(/cannot be used/)
    await untouched(shop)
  })

  it('from a moment on ends the run, and leaves what was not tried as it was', async ({ shop }) => {
    await published(shop.ledger, ...people(30))
    let sent = 0
    const onSettled = () => {
      if (++sent === 4) void shop.server.close()
    }
    await shop.replaceServer({
      onConnect: (_, done) => (sent >= 4 ? done(new Error('gone')) : done()),
      onRcptTo: (_, _session, done) => {
        done(sent < 4 ? null : Object.assign(new Error('gone'), { responseCode: 421 }))
      },
    })
    await expect(shop.send({ ...shop.settings({ connections: 2 }), onSettled })).rejects.toThrow(/cannot be used/)
    const counts = Object.groupBy(Object.values(await shop.states()), (state) => state)
    expect(counts['sent']?.length).toBeGreaterThanOrEqual(4)
    expect(counts['planned']?.length).toBeGreaterThan(10)
    expect(counts['bounced']).toBeUndefined()
  })
})

describe('a server that ends every conversation', () => {
  it('is left alone after five in a row', async ({ shop }) => {
    await published(shop.ledger, ...people(20, 'drop-rcpt'))
    await expect(shop.send(shop.settings({ connections: 1 }))).rejects.toThrow(/cannot be used/)
    const counts = Object.groupBy(Object.values(await shop.states()), (state) => state)
    expect([counts['deferred']?.length, counts['planned']?.length]).toEqual([5, 15])
  })
})

describe('care', () => {
  it('lets no more through in any one second than it may', async ({ shop }) => {
    await published(shop.ledger, ...people(60))
    await shop.send({ ...shop.settings({ perSecond: 30, connections: 5 }), prepare: prepareWith(200) })
    const moments = shop.server.taken.map(({ at }) => at).sort((a, b) => a - b)
    expect(moments).toHaveLength(60)
    const most = Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1000).length))
    expect(most).toBeLessThanOrEqual(30)
    expect(most).toBeGreaterThan(20)
  })

  it('opens no more connections at a time than it may, in all and for a domain', async ({ shop }) => {
    const one = Array.from({ length: 8 }, (_, at) => `slow${at}@one.example`)
    const other = Array.from({ length: 8 }, (_, at) => `slow${at}@other.example`)
    await published(shop.ledger, ...one, ...other)
    const limits = shop.settings({ connections: 3, domain: { connections: 2, perSecond: null } })
    expect(await shop.send(limits)).toMatchObject({ counts: { sent: 16 } })
    expect(Object.fromEntries(shop.server.most)).toEqual({ all: 3, 'one.example': 2, 'other.example': 2 })
  })

  it('lets no more through to a domain in any one second than it may, and others meanwhile', async ({ shop }) => {
    const one = Array.from({ length: 12 }, (_, at) => `p${at}@one.example`)
    await published(shop.ledger, ...one, ...people(20))
    const limits = shop.settings({ connections: 4, domain: { connections: 4, perSecond: 8 } })
    expect(await shop.send({ ...limits, prepare: prepareWith(200) })).toMatchObject({ counts: { sent: 32 } })
    const moments = shop.server.taken.filter(({ to }) => to.endsWith('@one.example')).map(({ at }) => at)
    expect(
      Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1000).length)),
    ).toBeLessThanOrEqual(8)
    const others = shop.server.taken.filter(({ to }) => !to.endsWith('@one.example')).map(({ at }) => at)
    expect(Math.max(...others)).toBeLessThan(Math.max(...moments))
  })

  it('names to the server no address that holds a command', async ({ shop }) => {
    await published(shop.ledger, 'ann@a.example\r\nRCPT TO:<eve@b.example>', 'bob@a.example>,<eve@b.example')
    expect(await shop.send()).toMatchObject({ counts: { bounced: 2 } })
    expect(shop.server.named).toEqual([])
  })

  it('does not write the password into the ledger', async ({ shop }) => {
    await published(shop.ledger, 'ann@a.example')
    await shop.send()
    expect(JSON.stringify(await exportLedger(shop.ledger))).not.toContain(LOGIN.password)
  })
})
