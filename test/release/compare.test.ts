import { describe, expect, it } from 'vitest'
import { judgeDifferences } from '../../src/release/kind.ts'
import { compare, state } from './fixtures.ts'

const BEFORE = ['bus 61', 'plane 100', '_T 161']
const AFTER = ['bus 63', 'plane 100', '_T 163']

describe('observations', () => {
  it('are the same on another line', () => {
    expect(compare(BEFORE, ['_T 161', 'plane 100', 'bus 61']).observations).toEqual([])
  })

  it('tell what changed from what to what, by their key, and in which cell', () => {
    const [bus, total] = compare(BEFORE, AFTER).observations
    expect(bus).toEqual({
      kind: 'changed',
      dataset: 'returns',
      key: { year: '2020', organiser: 'bus' },
      old: '61',
      new: '63',
      oldStatus: [],
      newStatus: [],
      cell: 'returns.csv:2:9',
    })
    expect(total).toMatchObject({ kind: 'changed', key: { organiser: '_T' }, old: '161', new: '163' })
  })

  it.each([
    ['withheld', ['bus !61', 'plane !100', '_T 161'], { old: null, new: null }],
    ['emptied', ['bus ? O', 'plane 100'], { old: '61', new: null }],
    ['removed', ['plane 100'], { old: '61', new: null }],
    ['described', ['bus 61 P', 'plane 100'], { old: '61', new: '61' }],
  ])('are %s', (kind, now, values) => {
    const found = compare(['bus 61', 'plane 100', ...now.filter((one) => one.startsWith('_T'))], now).observations
    expect(found.find(({ key }) => key.organiser === 'bus')).toMatchObject({ kind, ...values })
  })

  it.each([
    ['released', ['bus !61', 'plane !1', '_T 161'], ['bus 61', 'plane 100', '_T 161']],
    ['filled', ['bus ? O', 'plane 100'], ['bus 61', 'plane 100']],
    ['added', ['plane 100'], ['bus 61', 'plane 100']],
  ])('are %s', (kind, before, now) => {
    const found = compare(before, now).observations.find(({ key }) => key.organiser === 'bus')
    expect(found).toMatchObject({ kind, old: null, new: '61' })
  })

  it('of a total that is stated are known before it is needed', () => {
    expect(state(['bus 61', 'plane 100', '_T 161']).observed.map(({ key }) => key.organiser)).toContain('_T')
    const withheld = compare(BEFORE, ['bus !61', 'plane !100', '_T 161'])
    expect(withheld.observations.map(({ kind }) => kind)).toEqual(['withheld', 'withheld'])
  })

  it('of other years, which no figure uses, are no part of the edition', () => {
    const years = state([...BEFORE, '2019 bus 7', '2019 _T 7']).observed.map(({ key }) => key.year)
    expect(years).toEqual(['2020', '2020', '2020'])
  })
})

describe('figures', () => {
  it('change with what they are made from: what was put in, and what follows', () => {
    const { changes } = compare(BEFORE, AFTER)
    expect(changes.map(({ figure, input, printed }) => [figure, input, printed])).toEqual([
      ['returns.bus.persons', true, true],
      ['returns.bus.share', false, true],
      ['returns.plane.share', false, true],
      ['returns.total.persons', false, true],
      ['total', false, true],
      ['bus_share', false, true],
    ])
    expect(changes[0]).toMatchObject({ old: '61', new: '63', unit: 'persons', decimals: 0, withheld: false })
  })

  it('that print the same say so', () => {
    const { changes } = compare(['bus 5000', 'plane 5000'], ['bus 5001', 'plane 5000'])
    const share = changes.find(({ figure }) => figure === 'bus_share')
    expect(share).toMatchObject({ old: '50', printed: false })
  })

  it('that are withheld tell no number, neither the new one nor the old one', () => {
    const { changes } = compare(BEFORE, ['bus !61', 'plane !100', '_T 161'])
    expect(changes.filter(({ withheld }) => withheld).map(({ figure }) => figure)).toContain('returns.bus.persons')
    expect(JSON.stringify(changes)).not.toMatch(/"61"|"100"|37\.8/)
  })

  it('that are gone are told with what they were', () => {
    const { changes } = compare(BEFORE, ['plane 100', '_T 100'])
    expect(changes.find(({ figure }) => figure === 'returns.bus.persons')).toMatchObject({ old: '61', new: null })
  })

  it('that stay are not told', () => {
    expect(compare(BEFORE, BEFORE).changes).toEqual([])
  })
})

describe('the kind of a version', () => {
  const kindOf = (before: readonly string[], now: readonly string[]) => {
    const { kind, undecided, needsApproval } = judgeDifferences(compare(before, now).differences)
    return { kind, undecided: undecided.map((one) => one.kind), needsApproval }
  }

  it('is a correction when a number changes that was not announced as provisional', () => {
    expect(kindOf(BEFORE, AFTER)).toEqual({ kind: 'correction', undecided: [], needsApproval: true })
  })

  it('is a revision when all that change were provisional', () => {
    const provisional = ['bus 61 P', 'plane 100', '_T 161 P']
    expect(kindOf(provisional, ['bus 63', 'plane 100', '_T 163']).kind).toBe('revision')
    expect(kindOf(provisional, ['bus 63', 'plane 99', '_T 162']).kind).toBe('correction')
  })

  it('is confidentiality when a number is withheld, whatever else changes', () => {
    expect(kindOf(BEFORE, ['bus !63', 'plane !100', '_T 163']).kind).toBe('confidentiality')
  })

  it('is for a person to say when rows come or go, or get a number that was missing', () => {
    expect(kindOf(BEFORE, ['plane 100', '_T 100']).undecided).toEqual(['removed'])
    expect(kindOf(['bus ? O', 'plane 100'], ['bus 61', 'plane 100'])).toMatchObject({
      kind: 'revision',
      undecided: ['filled'],
    })
  })

  it('is editorial when only words change, which needs no approval', () => {
    const words = [{ document: 'nl', area: null, old: ['a'], new: ['b'] }]
    const { differences } = compare(BEFORE, BEFORE, words)
    expect(judgeDifferences(differences)).toEqual({ kind: 'editorial', undecided: [], needsApproval: false })
  })

  it('is none when nothing that is published is another', () => {
    expect(kindOf(BEFORE, BEFORE).kind).toBeNull()
  })

  it('is a correction when the definition makes another number of the same data', () => {
    const { differences } = compare(BEFORE, AFTER)
    expect(judgeDifferences({ ...differences, observations: [] }).kind).toBe('correction')
  })
})
