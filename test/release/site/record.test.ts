import { describe, expect, it } from 'vitest'
import type { PublicEdition, PublicVersion } from '../../../src/release/site/facts.ts'
import { recordFile } from '../../../src/release/site/record.ts'
import type { Version } from '../../../src/release/version.ts'
import { change, countFacts, filesOf, publicly, SECRETS, setOf, siteStyle, versionOf } from './fixtures.ts'

const read = (edition: PublicEdition) => JSON.parse(recordFile('counts', edition).content)
const files = filesOf([{ document: 'nl', name: 'een', tables: {} }])

function version(number: number, changes: Version['sets'][number]['changes'], more: Partial<PublicVersion> = {}) {
  const given = { factsheet: 'counts', edition: '2023', issued: `2024-0${number}-01T10:00:00Z`, words: {} }
  return publicly(
    versionOf({ ...given, number, kind: 'correction', sets: [setOf({ area: null, files, changes })] }),
    more,
  )
}

const changesOf = (versions: readonly PublicVersion[]) =>
  read({ edition: '2023', versions }).versions.map((one: { sets: { changes: object[] }[] }) => one.sets[0]?.changes)

describe('the history as data', () => {
  it('says of each version what it was, when, why, by whom it was let through, and what it holds', async () => {
    const [edition] = (await countFacts({ site: null, style: await siteStyle() })).editions
    const record = read(edition as PublicEdition)
    expect([record.factsheet, record.edition]).toEqual(['counts', '2023'])
    expect(record.versions[0]).toMatchObject({
      version: 4,
      kind: 'correction',
      issued: '2024-04-18T09:00:00Z',
      zone: 'Europe/Brussels',
      severity: 'major',
      reason: { nl: 'Twee cijfers waren verwisseld bij het invoeren.' },
      approval: { by: 'A. Peeters', on: '2024-03-11' },
      late: null,
      withdrawn: null,
      renewed: [],
    })
    expect(record.versions[0].sets[0].files[0]).toEqual({
      path: 'fietstellingen-2023.html',
      kind: 'html',
      document: 'nl',
      bytes: 412345,
      sha256: '1'.padStart(64, '0'),
    })
    expect(record.versions[0].sets[0].changes[0]).toMatchObject({
      figure: 'months.2023-05.total',
      old: '4411',
      new: '4141',
    })
  })

  it('has no file and no number of a withdrawn version', async () => {
    const [edition] = (await countFacts({ site: null, style: await siteStyle() })).editions
    const { content } = recordFile('counts', edition as PublicEdition)
    expect(SECRETS.filter((secret) => content.includes(secret))).toEqual([])
    const { versions } = JSON.parse(content)
    expect(versions[2]).toMatchObject({ version: 2, withdrawn: { on: '2024-03-12' }, sets: [{ files: [] }] })
  })

  it('keeps the numbers of a change as long as nothing forbids it', () => {
    expect(changesOf([version(2, [change('a', '1', '2')]), version(1, [])])[0]).toMatchObject([{ old: '1', new: '2' }])
  })

  it('takes back every older number of a figure that is withheld later, and of that figure alone', () => {
    const withheld = change('a', '3', null, { withheld: true })
    const [third, second] = changesOf([
      version(3, [withheld]),
      version(2, [change('a', '1', '3'), change('b', '5', '6')]),
      version(1, []),
    ])
    expect(third).toMatchObject([{ figure: 'a', old: null, new: null, withheld: true }])
    expect(second).toMatchObject([
      { figure: 'a', old: null, new: null },
      { figure: 'b', old: '5', new: '6' },
    ])
  })

  it('tells a number that is given again, but not the ones before it was withheld', () => {
    const given = changesOf([
      version(3, [change('a', null, '7')]),
      version(2, [change('a', '3', null, { withheld: true })]),
      version(1, []),
    ])
    expect(given[0]).toMatchObject([{ old: null, new: '7' }])
    expect(given[1]).toMatchObject([{ old: null, new: null }])
  })

  it('does not tell the numbers of a withdrawn version as the old ones of the next', () => {
    const gone = { withdrawn: { on: '2024-03-02', reason: {} } }
    const [third, second] = changesOf([
      version(3, [change('a', '99', '2')]),
      version(2, [change('a', '1', '99')], gone),
      version(1, []),
    ])
    expect(third).toMatchObject([{ old: null, new: '2' }])
    expect(second).toMatchObject([{ old: null, new: null }])
  })
})
