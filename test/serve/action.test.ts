import { describe, expect, it } from 'vitest'
import { readAction } from '../../src/serve/action.ts'

const read = (fields: Record<string, string>) => readAction(new URLSearchParams({ csrf: 'c', ...fields }))
const RESOLVE = { kind: 'resolve', factsheet: 'waste', edition: '2020', version: '2', recipient: 'ab12', how: 'sent' }
const RETRY = { kind: 'retry', schedule: 'waste/monthly', occurrence: '2027-01-15T05:00:00Z' }

describe('what somebody asks for', () => {
  it('is read with every part that it needs', () => {
    expect(read(RESOLVE)).toEqual({ ...RESOLVE, version: 2 })
    expect(read({ ...RESOLVE, how: 'again' })).toEqual({ ...RESOLVE, version: 2, how: 'again' })
    for (const kind of ['retry', 'run', 'skip']) expect(read({ ...RETRY, kind })).toEqual({ ...RETRY, kind })
    expect(read({ kind: 'clear', key: 'mail' })).toEqual({ kind: 'clear', key: 'mail' })
  })

  it.each([
    ['an unknown kind', { ...RETRY, kind: 'delete' }],
    ['a kind that every object has', { ...RETRY, kind: 'constructor' }],
    ['a part missing', { kind: 'retry', schedule: 'waste/monthly' }],
    ['a part too many', { ...RETRY, key: 'mail' }],
    ['an empty part', { kind: 'clear', key: '' }],
    ['a part without end', { kind: 'clear', key: 'x'.repeat(501) }],
    ['two lines in one part', { kind: 'clear', key: 'a\nb' }],
    ['a version that is no number', { ...RESOLVE, version: '2x' }],
    ['version 0', { ...RESOLVE, version: '0' }],
    ['another way to settle', { ...RESOLVE, how: 'delete' }],
  ])('is nothing with %s', (_, fields) => {
    expect(read(fields as Record<string, string>)).toBeNull()
  })

  it('is nothing when a part is given twice', () => {
    expect(readAction(new URLSearchParams('csrf=c&kind=clear&key=a&key=b'))).toBeNull()
  })
})
