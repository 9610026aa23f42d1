import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/problem.ts'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { openLedger } from '../../../src/release/ledger/open.ts'
import { exportLedger } from '../../../src/release/ledger/person.ts'
import { MIGRATIONS } from '../../../src/release/ledger/schema.ts'
import { ENGINES, sqliteShelf } from './books.ts'

/** Ledgers as earlier programs left them, written by hand: they may never change with the program. */
const VERSION_1 = `
  create table ledger_schema (version integer not null primary key);
  insert into ledger_schema values (1);
  create table edition_version (factsheet text not null, edition text not null, version integer not null, kind text not null,
    state text not null, issued text not null, primary key (factsheet, edition, version));
  create table delivery (factsheet text not null, edition text not null, version integer not null, recipient text not null,
    address text, language text not null, area text, purpose text not null, state text not null, attempts integer not null,
    not_before text, message_id text, eml_sha256 text, response text, claimed_by text, claimed_until text,
    planned text not null, begun text, settled text, primary key (factsheet, edition, version, recipient));
  create table event (happened text not null, event text not null, factsheet text, edition text, version integer,
    recipient text, detail text);
  insert into edition_version values ('tourism', '2019', 1, 'first', 'published', '2020-03-01T09:00:00.000Z');
  insert into delivery values ('tourism', '2019', 1, 'abc', 'ann@example.org', 'x-one', null, 'publication', 'sent', 1, null,
    '<1@d>', 'def', '250 OK', 'host', null, '2020-03-01T09:00:00.000Z', '2020-03-01T09:00:01.000Z', '2020-03-01T09:00:02.000Z');
  insert into event values ('2020-03-01T09:00:02.000Z', 'sent', 'tourism', '2019', 1, 'abc', '250 OK');`
const VERSION_2 = `${VERSION_1}
  insert into ledger_schema values (2);
  alter table edition_version add column withdrawn text;
  create index delivery_by_state on delivery (state, not_before);
  create index delivery_by_recipient on delivery (recipient);
  create index event_by_recipient on event (recipient);`

describe.each(ENGINES)('the tables in %s', (_, makeShelf) => {
  const shelf = makeShelf()
  afterAll(() => shelf.clear())

  const schemaOf = async (ledger: Ledger) => {
    const rows = await ledger.run([{ text: 'select version from ledger_schema order by version', values: [] }])
    return rows.map(({ version }) => version)
  }

  const today = MIGRATIONS.map((_, at) => at + 1)

  it.each([
    ['1', VERSION_1],
    ['2', VERSION_2],
  ])('of version %s become those of today, with all that stands in them', async (_, tables) => {
    const place = await shelf.place()
    // Made by the program of today, then taken back to the hand-written state.
    const before = await openLedger(place)
    const all = MIGRATIONS.flat().flatMap((text) => /create table (\w+)/.exec(text)?.[1] ?? [])
    for (const table of ['ledger_schema', ...all]) await before.run([{ text: `drop table ${table}`, values: [] }])
    for (const text of tables.split(';').filter((one) => one.trim() !== '')) await before.run([{ text, values: [] }])
    await before.close()
    const ledger = await openLedger(place)
    expect(await schemaOf(ledger)).toEqual(today)
    expect(await exportLedger(ledger)).toMatchObject({
      versions: [{ edition: '2019', state: 'published', withdrawn: null }],
      deliveries: [{ address: 'ann@example.org', state: 'sent', messageId: '<1@d>' }],
      events: [{ event: 'sent' }],
    })
    await ledger.close()
  })

  it('are made once, by however many processes that open it at the same time', async () => {
    const place = await shelf.place()
    const ledgers = await Promise.all([1, 2, 3, 4].map(() => openLedger(place)))
    expect(await Promise.all(ledgers.map(schemaOf))).toEqual(ledgers.map(() => today))
    await Promise.all(ledgers.map((one) => one.close()))
  })

  it('that a later program has written are refused, and left as they are', async () => {
    const place = await shelf.place()
    const ledger = await openLedger(place)
    await ledger.run([{ text: 'insert into ledger_schema values (99)', values: [] }])
    await expect(openLedger(place)).rejects.toThrow(Refusal)
    expect(await schemaOf(ledger)).toEqual([...today, 99])
    await ledger.close()
  })

  it('take back a transaction of which a part fails', async () => {
    const ledger = await openLedger(await shelf.place())
    const insert = { text: 'insert into ledger_schema values (50)', values: [] }
    const wrong = { text: 'insert into nowhere values (1)', values: [] }
    await expect(ledger.run([insert, wrong])).rejects.toThrow()
    expect(await schemaOf(ledger)).toEqual(today)
    await ledger.close()
  })
})

describe('the file of the ledger', () => {
  it('is written through to the disk, and read by its owner only', async () => {
    const shelf = sqliteShelf()
    const place = await shelf.place()
    const ledger = await openLedger(place)
    expect(await ledger.run([{ text: 'pragma synchronous', values: [] }])).toEqual([{ synchronous: 2 }])
    expect(await ledger.run([{ text: 'pragma journal_mode', values: [] }])).toEqual([{ journal_mode: 'wal' }])
    if (process.platform !== 'win32')
      for (const suffix of ['', '-wal', '-shm']) expect(statSync(place + suffix).mode & 0o077).toBe(0)
    await ledger.close()
    expect(new DatabaseSync(place).prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    await shelf.clear()
  })
})

describe('a database that cannot be reached', () => {
  it('is told without its address and password', async () => {
    const opening = openLedger('postgres://someone:secret@127.0.0.1:1/ledger')
    await expect(opening).rejects.toThrow('The database of the ledger cannot be reached: ECONNREFUSED')
    await expect(opening).rejects.not.toThrow('secret')
  })
})

describe('what is asked for at the same time', () => {
  it('is committed together, and one that fails costs no other', async () => {
    const shelf = sqliteShelf()
    const ledger = await openLedger(await shelf.place())
    const insert = (version: number) => ({ text: `insert into ledger_schema values (${version})`, values: [] })
    const wrong = { text: 'insert into nowhere values (1)', values: [] }
    const asked = [
      ledger.run([insert(11)]),
      ledger.run([insert(12), wrong]),
      ledger.run([wrong]),
      ledger.run([insert(13)]),
    ]
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    const rows = await ledger.run([
      {
        text: 'select version from ledger_schema where version > 10 order by version',
        values: [],
      },
    ])
    expect(rows).toEqual([{ version: 11 }, { version: 13 }])
    await ledger.close()
    await shelf.clear()
  })
})
