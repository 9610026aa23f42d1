import { deserialize, serialize } from 'node:v8'
import { Big } from 'big.js'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/data/dataset.ts'
import { formOf } from '../../src/data/packed.ts'

const FILE = 'data/a/one.csv'
const place = (line: number) => ({ file: FILE, line, column: 3, length: 2 })

const OBSERVATIONS: readonly Observation[] = [
  {
    key: { month: '2020-01', area: 'a' },
    value: new Big('61'),
    suppressed: false,
    status: [],
    notes: [],
    place: place(2),
  },
  {
    key: { month: '2020-02', area: 'b' },
    value: new Big('-0.10'),
    suppressed: false,
    status: ['P'],
    notes: ['n1'],
    place: place(3),
  },
  {
    key: { month: '2020-03', area: 'b' },
    value: null,
    suppressed: true,
    status: [],
    notes: [],
    place: place(1_000_001),
  },
]

const again = (observations: readonly Observation[]) => {
  const { pack, unpack } = formOf(FILE)
  return unpack(deserialize(serialize(pack(observations))))
}

describe('observations that were packed', () => {
  it('come out as they were: keys, exact values, marks and places', () => {
    const found = again(OBSERVATIONS)
    expect(found).toEqual(OBSERVATIONS)
    expect(found.map(({ value }) => value?.toFixed() ?? null)).toEqual(['61', '-0.1', null])
    expect(found[1]?.value).toBeInstanceOf(Big)
  })

  it('may be none', () => {
    expect(again([])).toEqual([])
  })
})
