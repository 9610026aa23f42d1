import { describe, expect, it } from 'vitest'
import {
  domainOf,
  maskAddress,
  normalAddress,
  recipientOf,
  withoutAddresses,
} from '../../../src/release/ledger/address.ts'

describe('an address', () => {
  it.each([
    ['Ann@Example.ORG', 'ann@example.org'],
    [' ann@example.org\t', 'ann@example.org'],
    ['bob@Bücher.example', 'bob@xn--bcher-kva.example'],
    ['zoe\u0308@example.org', 'zo\u00eb@example.org'],
    ['"odd@name"@example.org', '"odd@name"@example.org'],
  ])('spelled %j is %j', (one, other) => {
    expect(normalAddress(one)).toBe(other)
    expect(recipientOf(one)).toBe(recipientOf(other))
  })

  it('of another person is another recipient, in which it cannot be read', () => {
    expect(recipientOf('ann@example.org')).not.toBe(recipientOf('ann@example.com'))
    expect(recipientOf('ann@example.org')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('has a domain', () => expect(domainOf('Ann@Bücher.example')).toBe('xn--bcher-kva.example'))

  it.each([
    ['ann@example.org', 'a…@example.org'],
    ['"a@b"@example.org', '"…@example.org'],
    ['𝒜nn@example.org', '𝒜…@example.org'],
  ])('%j is shown as %j', (address, shown) => expect(maskAddress(address)).toBe(shown))

  it('in an answer of the server is taken out', () => {
    expect(withoutAddresses('550 5.1.1 <ann@example.org>: Recipient address rejected')).toBe(
      '550 5.1.1 <…@…>: Recipient address rejected',
    )
    expect(withoutAddresses('451 to=ann.b+c@xn--bcher-kva.example greylisted')).toBe('451 to=…@… greylisted')
    expect(withoutAddresses('250 OK')).toBe('250 OK')
  })
})
