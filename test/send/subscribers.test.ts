import { describe, expect, it } from 'vitest'
import { maskAddress } from '../../src/release/ledger/address.ts'
import { readAddress, recipientHash } from '../../src/send/address.ts'
import { readSubscribers, subscribersOf } from '../../src/send/subscribers.ts'
import { listener, memoryWorld } from '../memory-world.ts'

const HEADER = 'address,name,language,factsheets,areas,active,consent'
const OFFERS = [
  { factsheet: 'returns', languages: ['nl', 'fr'], areas: [] },
  { factsheet: 'libraries', languages: ['nl', 'de'], areas: ['11002', '21004'] },
]

async function read(...rows: readonly string[]) {
  const { tell, problems } = listener()
  const world = memoryWorld({ 'data/subscribers.csv': `${[HEADER, ...rows].join('\n')}\n` })
  const subscribers = await readSubscribers(OFFERS, world, tell)
  const told = problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)
  return { subscribers, told, problems }
}

describe('a list of subscribers', () => {
  it('that is in order is read whole, with the domain in ASCII', async () => {
    const { subscribers, told } = await read(
      'an.peeters@bücher.example,"Peeters, An",nl,returns;libraries,11002,true,2020-05-04',
      'Luc@example.org,,fr,returns,,false,2020-05-04',
    )
    expect(told).toEqual([])
    expect(subscribers).toEqual([
      {
        address: 'an.peeters@xn--bcher-kva.example',
        name: 'Peeters, An',
        language: 'nl',
        factsheets: ['returns', 'libraries'],
        areas: ['11002'],
        active: true,
        consent: '2020-05-04',
      },
      {
        address: 'Luc@example.org',
        name: null,
        language: 'fr',
        factsheets: ['returns'],
        areas: [],
        active: false,
        consent: '2020-05-04',
      },
    ])
  })

  it('tells all that is wrong in one run, each at its cell, and leaves out the rows', async () => {
    const { subscribers, told } = await read(
      'an.example.org,,nl,returns,,true,2020-05-04',
      'an@example.org,,nl,retuns,,true,2020-05-04',
      'bo@example.org,,de,returns,,true,2020-05-04',
      'ci@example.org,,nl,libraries,11003,true,2020-05-04',
      'di@example.org,,nl,returns,,yes,2020-05-04',
      'ed@example.org,,nl,returns,,true,04/05/2020',
      'fa@example.org,,nl,returns,,true,',
      'gi@example.org,,nl,returns,,true,2031-01-01',
      'ho@example.org,,nl,returns,,true,2020-05-04',
    )
    expect(told).toEqual([
      'address-malformed 2:1',
      'subscribed-to-unknown 3:20',
      'subscriber-language-unknown 4:17',
      'subscriber-area-unknown 5:30',
      'boolean-malformed 6:29',
      'period-malformed 7:34',
      'cell-required 8:34',
      'consent-in-future 9:34',
    ])
    expect(subscribers.map(({ address }) => address)).toEqual(['ho@example.org'])
  })

  it('says what was likely meant', async () => {
    const { problems } = await read(
      'an@example.org,,nl,retuns,,true,2020-05-04',
      'bo@example.org,,nl,libraries,11003,true,2020-05-04',
    )
    expect(problems.map(({ hint }) => hint)).toEqual([
      'did you mean "returns"? (* stands for all)',
      'did you mean "11002"? (an empty cell stands for all areas)',
    ])
  })

  it.each([
    ['capitals', 'AN@Example.org'],
    ['an accent in the domain, written in two ways', 'an@xn--bcher-kva.example'],
  ])('finds a second row that differs by %s only, also where that row is wrong elsewhere', async (_, again) => {
    const { told, problems, subscribers } = await read(
      'an@example.org,,nl,returns,,true,2020-05-04',
      'an@BÜCHER.example,,nl,returns,,true,2020-05-04',
      `${again},,nl,nothing,,true,2020-05-04`,
    )
    expect(told).toContain('subscriber-doubled 4:1')
    expect(told).toHaveLength(2)
    expect(problems.at(-1)?.also?.[0]?.line).toBe(again.includes('xn') ? 3 : 2)
    expect(subscribers).toHaveLength(2)
  })

  it.each([
    ['a line end', '"An\r\nBcc: x@example.net"'],
    ['a line end alone', '"An\nPeeters"'],
    ['a null', 'An\u0000'],
    ['a mark that turns the direction', 'An\u202enA'],
    ['a line separator', 'An\u2028Bcc'],
  ])('refuses %s in a name', async (_, name) => {
    const { told, subscribers } = await read(`an@example.org,${name},nl,returns,,true,2020-05-04`)
    expect(told).toEqual(['cell-invisible-character 2:16'])
    expect(subscribers).toEqual([])
  })

  it('that is not there is told, with its columns', async () => {
    const { tell, problems } = listener()
    expect(await readSubscribers(OFFERS, memoryWorld(), tell)).toEqual([])
    expect(problems).toMatchObject([{ code: 'subscribers-missing', hint: expect.stringContaining('consent') }])
  })

  it('takes * for every factsheet, where one of them speaks the language', async () => {
    const { told } = await read('an@example.org,,de,*,,true,2020-05-04', 'bo@example.org,,en,*,,true,2020-05-04')
    expect(told).toEqual(['subscriber-language-unknown 3:17'])
  })
})

describe('the subscribers of a factsheet', () => {
  it('are active, want it, and read a language and an area that it has', async () => {
    const { subscribers, told } = await read(
      'an@example.org,,nl,*,,true,2020-05-04',
      'bo@example.org,,fr,*,,true,2020-05-04',
      'ci@example.org,,nl,libraries,11002,true,2020-05-04',
      'di@example.org,,nl,returns,,true,2020-05-04',
      'ed@example.org,,nl,libraries,,false,2020-05-04',
    )
    expect(told).toEqual([])
    const who = (index: number) => subscribersOf(OFFERS[index] ?? fail(), subscribers).map((one) => one.address[0])
    expect([who(0), who(1)]).toEqual([
      ['a', 'b', 'd'],
      ['a', 'c'],
    ])
    const [, libraries = fail()] = OFFERS
    const elsewhere = subscribersOf({ ...libraries, areas: ['21004'] }, subscribers)
    expect(elsewhere.map((one) => one.address)).toEqual(['an@example.org'])
  })
})

function fail(): never {
  throw new Error('no offer')
}

describe('an address', () => {
  it.each([
    ['an', 'at'],
    ['@example.org', 'at'],
    ['an@', 'at'],
    ['an@b@example.org', 'at'],
    ['an peeters@example.org', 'local'],
    ['an,b@example.org', 'local'],
    ['"an"@example.org', 'local'],
    ['.an@example.org', 'local'],
    ['an\r\n@example.org', 'local'],
    ['añ@example.org', 'local-not-ascii'],
    ['an@localhost', 'domain'],
    ['an@example..org', 'domain'],
    ['an@1.2.3.4', 'domain'],
    ['an@[1.2.3.4]', 'domain'],
    ['an@exam%70le.org', 'domain'],
    ['an@example.org\r\nBcc:b@example.org', 'at'],
    ['an@example.org\r\n', 'domain'],
    ['an@-example.org', 'domain'],
    [`${'a'.repeat(65)}@example.org`, 'long'],
  ])('%j is none', (text, fault) => {
    expect(readAddress(text)).toEqual({ fault })
  })

  it('has one hash in any case, and is told without its name', () => {
    expect(recipientHash('An@Example.org')).toBe(recipientHash('an@example.org'))
    expect(recipientHash('an@example.org')).not.toBe(recipientHash('bo@example.org'))
    expect(['anne@example.org', 'a@example.org'].map(maskAddress)).toEqual(['a…@example.org', '…@example.org'])
  })
})
