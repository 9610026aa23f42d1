import { describe, expect, it } from 'vitest'
import type { Call } from '../../../src/serve/http/call.ts'
import { callerOf, isLoopback, isOwnForm } from '../../../src/serve/http/caller.ts'

const HERE = { host: '127.0.0.1', port: 8080, names: [] }
const NAMED = { ...HERE, names: ['Status.example.org'] }
const OPEN = { ...HERE, host: '0.0.0.0' }

const call = (headers: Readonly<Record<string, string>>, from = '127.0.0.1'): Call => ({
  method: 'GET',
  path: '/',
  from,
  header: (name) => headers[name],
  body: async () => '',
})

describe('a caller', () => {
  it('is local on this machine only, by its own name, and without a proxy', () => {
    const host = '127.0.0.1:8080'
    expect(callerOf(call({ host }), HERE)).toMatchObject({ known: true, local: true })
    expect(callerOf(call({ host }, '::ffff:127.0.0.1'), HERE).local).toBe(true)
    expect(callerOf(call({ host }, '203.0.113.9'), HERE).local).toBe(false)
    expect(callerOf(call({ host }, ''), HERE).local).toBe(false)
    expect(callerOf(call({ host }), OPEN).local).toBe(false)
    expect(callerOf(call({ host, 'x-forwarded-for': '203.0.113.9' }), HERE).local).toBe(false)
    expect(callerOf(call({ host: 'status.example.org' }), NAMED)).toMatchObject({ known: true, local: false })
  })

  it('needs no port where it is the usual one', () => {
    expect(callerOf(call({ host: 'localhost' }), { ...HERE, port: 80 }).known).toBe(true)
    expect(callerOf(call({ host: 'localhost' }), HERE).known).toBe(false)
    expect(callerOf(call({ host: 'status.example.org:8443' }), NAMED).known).toBe(true)
  })

  it('is known by no name at all nowhere', () => {
    for (const place of [HERE, NAMED, OPEN]) expect(callerOf(call({}), place).known).toBe(false)
  })

  it('is believed about proxies when it is one on this machine, and else not', () => {
    const headers = {
      host: '10.0.0.1:8080',
      'x-forwarded-for': '198.51.100.1, 203.0.113.9',
      'x-forwarded-proto': 'https',
    }
    expect(callerOf(call(headers), OPEN)).toMatchObject({ secure: true, who: '203.0.113.9' })
    expect(callerOf(call(headers, '192.0.2.66'), OPEN)).toMatchObject({ secure: false, who: '192.0.2.66' })
  })
})

describe('an address that only this machine reaches', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost', '::ffff:127.0.0.1'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['', '0.0.0.0', '::', '128.0.0.1', '127.0.0.1.example.org', 'x127.0.0.1', 'localhost.example.org', '::11'])(
    'is not %j',
    (host) => {
      expect(isLoopback(host)).toBe(false)
    },
  )
})

describe('a form', () => {
  it('is ours by https only when the proxy says that it is spoken', () => {
    const form = call({
      host: 'status.example.org',
      origin: 'https://status.example.org',
      'x-forwarded-proto': 'https',
    })
    expect(isOwnForm(form, callerOf(form, NAMED))).toBe(true)
    const plain = call({ host: 'status.example.org', origin: 'https://status.example.org' })
    expect(isOwnForm(plain, callerOf(plain, NAMED))).toBe(false)
  })
})
