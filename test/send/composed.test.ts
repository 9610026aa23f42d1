import { describe, expect, it } from 'vitest'
import { isSafeEnvelope } from '../../src/send/composed.ts'

describe('an envelope', () => {
  it.each(['ann@example.org', '"a.b"@example.org', 'zoë@bücher.example'])('may hold %j', (to) =>
    expect(isSafeEnvelope({ from: 'stats@example.org', to })).toBe(true),
  )

  it.each([
    'ann@example.org\r\nRCPT TO:<eve@example.org>',
    'ann@example.org\n',
    'ann\u0000@example.org',
    'ann@example.org>',
    'ann@example.org SIZE=1',
    'ann@example.org\u2028x',
    'ann@a.example,eve@b.example',
    'ann',
    '',
  ])('may not hold %j', (address) => {
    expect(isSafeEnvelope({ from: 'stats@example.org', to: address })).toBe(false)
    expect(isSafeEnvelope({ from: address, to: 'stats@example.org' })).toBe(false)
  })
})
