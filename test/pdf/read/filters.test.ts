import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decode, type Filter } from '../../../src/pdf/read/filters.ts'

const filter = (name: string, settings: Partial<Filter> = {}): Filter => ({
  name,
  predictor: 1,
  row: 1,
  pixel: 1,
  ...settings,
})
const text = (raw: string | Uint8Array, ...filters: readonly Filter[]) => {
  const bytes = decode(typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw, filters)
  return bytes && Buffer.from(bytes).toString('latin1')
}

describe('a stream', () => {
  it('is read through each filter that hides text', () => {
    expect(text('plain')).toBe('plain')
    expect(text(deflateSync('flate'), filter('FlateDecode'))).toBe('flate')
    expect(text('68 65 78>', filter('ASCIIHexDecode'))).toBe('hex')
    expect(text('<~87cURD]i,"Ebo80~>', filter('ASCII85Decode'))).toBe('Hello World!')
    expect(text('\x02run\xfes\x80rest', filter('RunLengthDecode'))).toBe('runsss')
  })

  it('is read through one after the other', () => {
    const hidden = deflateSync('both').toString('hex')
    expect(text(`${hidden}>`, filter('ASCIIHexDecode'), filter('FlateDecode'))).toBe('both')
  })

  it('is read as far as it goes when it was cut off', () => {
    const whole = deflateSync(`${'x'.repeat(9)}the end of a longer text`)
    expect(text(whole.subarray(0, -6), filter('FlateDecode'))).toMatch(/^x{9}/)
  })

  it('has the predictions of PNG taken back', () => {
    const rows = Buffer.from([1, 1, 1, 1, 2, 1, 1, 1, 3, 0, 0, 0, 4, 1, 0, 0])
    const bytes = decode(deflateSync(rows), [filter('FlateDecode', { predictor: 12, row: 3 })])
    expect([...(bytes ?? [])]).toEqual([1, 2, 3, 2, 3, 4, 1, 2, 3, 2, 2, 3])
  })

  it.each([
    ['of an unknown filter', 'x', filter('Unheard')],
    ['that is damaged', 'not deflated', filter('FlateDecode')],
    ['whose rows are longer than itself', deflateSync('x'), filter('FlateDecode', { predictor: 12, row: 1e9 })],
  ])('%s cannot be read', (_, raw, how) => expect(text(raw, how)).toBeNull())
})
