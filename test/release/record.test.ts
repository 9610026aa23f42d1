import { describe, expect, it } from 'vitest'
import { approvalProblems, hashOf, severityOf } from '../../src/release/approval.ts'
import { type ReleaseRecord, readRecord, recordPath, recordText } from '../../src/release/record.ts'
import { listener, memoryWorld } from '../memory-world.ts'
import { compare } from './fixtures.ts'

const RECORD: ReleaseRecord = {
  kind: 'correction',
  severity: 'major',
  reason: { nl: 'Twee ontbraken.', fr: 'Deux manquaient.' },
  by: 'Hoofd statistiek',
  on: '2021-03-12',
  differences: 'a'.repeat(64),
}
const PATH = recordPath('returns', '2020', 2)

async function read(text: string) {
  const { tell, problems } = listener()
  const record = await readRecord(PATH, ['nl', 'fr'], memoryWorld({ [PATH]: text }), tell)
  return { record, problems: problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`) }
}

describe('a release record', () => {
  it('stands beside the data, by edition and version', () => {
    expect(PATH).toBe('data/returns/releases/2020-2.yaml')
  })

  it('is read as it was written', async () => {
    expect(await read(await recordText(RECORD))).toEqual({ record: RECORD, problems: [] })
    const raised = { ...RECORD, raised: 'Een rij was vergeten.' }
    expect((await read(await recordText(raised))).record).toEqual(raised)
  })

  it('that is not there is none', async () => {
    const { tell, problems } = listener()
    expect(await readRecord(PATH, ['nl'], memoryWorld(), tell)).toBeNull()
    expect(problems).toEqual([])
  })

  it('needs a reason in every language, and in no other', async () => {
    const text = (await recordText(RECORD)).replace('fr: Deux', 'de: Zwei')
    expect(await read(text)).toEqual({
      record: null,
      problems: ['reason-missing 4:1', 'reason-in-no-language 6:3'],
    })
  })

  it.each([
    ['kind: correction', 'kind: mistake'],
    ['severity: major', 'severity: huge'],
    ['2021-03-12', '12/03/2021'],
    ['differences: aaaa', 'differences: zz'],
    ['approved_by:', 'aproved_by:'],
  ])('with %s as %s is refused where it stands', async (piece, instead) => {
    const { record, problems } = await read((await recordText(RECORD)).replace(piece, instead))
    expect(record).toBeNull()
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join()).toMatch(/\d+:\d+/)
  })
})

describe('an approval', () => {
  const BEFORE = ['bus 61', 'plane 100', '_T 161']
  const { differences } = compare(BEFORE, ['bus 63', 'plane 100', '_T 163'])
  const given = (changes: Partial<ReleaseRecord> = {}) => ({ ...RECORD, differences: hashOf(differences), ...changes })
  const codes = (record: ReleaseRecord) => approvalProblems(record, differences, PATH).map(({ code }) => code)

  it('releases the differences that it was given for', () => {
    expect(codes(given())).toEqual([])
  })

  it('does not release others: another number, another cell, other words', () => {
    const others = [
      compare(BEFORE, ['bus 64', 'plane 100', '_T 164']).differences,
      compare(BEFORE, ['bus 63', 'plane 101', '_T 164']).differences,
      { ...differences, words: [{ document: 'nl', area: null, old: ['a'], new: ['b'] }] },
      { ...differences, from: 2 },
    ]
    for (const other of others)
      expect(approvalProblems(given(), other, PATH).map(({ code }) => code)).toEqual(['approval-for-others'])
  })

  it('still releases them when lines have moved in a file', () => {
    const { differences: moved } = compare(BEFORE, ['plane 100', 'bus 63', '_T 163'])
    expect(moved.observations[0]?.cell).not.toBe(differences.observations[0]?.cell)
    expect(
      hashOf({ ...differences, observations: [...differences.observations].map((one) => ({ ...one, cell: 'x' })) }),
    ).toBe(hashOf(differences))
  })

  it('may call them graver than they are, and not lighter', () => {
    expect(codes(given({ kind: 'confidentiality' }))).toEqual([])
    expect(codes(given({ kind: 'revision' }))).toEqual(['approval-too-light'])
    expect(codes(given({ kind: 'editorial' }))).toEqual(['approval-too-light'])
  })

  it('is for something major when a figure that sentences speak of looks different', () => {
    expect(severityOf(differences)).toBe('major')
    expect(severityOf({ ...differences, sets: [{ area: null, changes: [] }] })).toBe('minor')
  })

  it('has a hash in which no withheld number can be looked for', () => {
    const withheld = (bus: number) =>
      compare([`bus ${bus}`, `plane ${161 - bus}`, '_T 161'], ['bus !1', 'plane !1', '_T 161']).differences
    expect(hashOf(withheld(61))).toBe(hashOf(withheld(62)))
  })
})
