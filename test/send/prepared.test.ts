import { describe, expect, it } from 'vitest'
import { isSafeEnvelope, messageIdOf } from '../../src/send/prepared.ts'

describe('the Message-ID of a message', () => {
  const idOf = (text: string) => messageIdOf(Buffer.from(text))

  it.each([
    ['Message-ID: <a@b>\r\n\r\nbody', '<a@b>'],
    ['Subject: x\r\nmessage-id:\r\n <a@b>\r\n\r\n', '<a@b>'],
    ['Subject: Message-ID: <no@b>\r\nMessage-Id: <a@b>\n\nbody', '<a@b>'],
    ['Subject: x\r\n\r\nMessage-ID: <no@b>', null],
    ['Subject: x', null],
  ])('in %j', (text, id) => expect(idOf(text)).toBe(id))
})

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
