import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MailSpec } from '../../src/send/definition.ts'
import { readSigning } from '../../src/send/signing.ts'
import { listener } from '../memory-world.ts'
import { verifySignature } from './dkim.ts'
import { messageTo, SPEC, someone, stationery, upTo } from './letters.ts'

let folder = ''
const path = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diptych-key-'))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  for (const name of ['tight', 'open']) writeFileSync(path(name), pem, { mode: 0o600 })
  chmodSync(path('open'), 0o640)
  writeFileSync(path('none'), 'no key', { mode: 0o600 })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mail = (dkim?: object) => MailSpec.parse({ ...SPEC, ...(dkim && { dkim }) })
async function read(file: string | undefined) {
  const { tell, problems } = listener()
  const signing = await readSigning(mail({ selector: 'cijfers' }), { DIPTYCH_DKIM_KEY: file && path(file) }, tell)
  return { signing, problems, codes: problems.map(({ code, severity }) => `${code} ${severity}`) }
}

describe('the key that signs messages', () => {
  it('is read from a file that only its owner can read, for the domain of the sender', async () => {
    const { signing, codes } = await read('tight')
    expect(codes).toEqual([])
    expect(signing).toMatchObject({ domain: 'example.org', selector: 'cijfers' })
  })

  it.each([
    ['that others can read', 'open', 'dkim-key-open error'],
    ['that is none', 'none', 'dkim-not-a-key error'],
    ['that is not there', 'nowhere', 'dkim-key-unreadable error'],
  ])('%s is refused, and not printed', async (_, file, code) => {
    const { signing, codes, problems } = await read(file)
    expect([signing, codes]).toEqual([null, [code]])
    expect(JSON.stringify(problems)).not.toContain('PRIVATE KEY')
  })

  it('needs a selector, and a selector a key', async () => {
    const { tell, problems } = listener()
    await readSigning(mail(), { DIPTYCH_DKIM_KEY: path('tight') }, tell)
    expect(problems.map(({ code }) => code)).toEqual(['dkim-not-defined'])
    expect((await read(undefined)).codes).toEqual(['dkim-missing warning'])
  })
})

describe('a signed message', () => {
  const received = { version: 3, languages: [], messageIds: ['<1@example.org>'] }

  async function signed() {
    const { signing } = await read('tight')
    const on = await stationery(upTo(4), { reply: 'info@example.org' }, { signing })
    return { eml: (await messageTo(someone({ received }), on)).eml, key: createPublicKey(signing?.key ?? '') }
  }

  it('holds, with the headers by which one unsubscribes and answers', async () => {
    const { eml, key } = await signed()
    const signature = verifySignature(eml, key)
    expect(signature).toMatchObject({ bodyHolds: true, headersHold: true, tags: { d: 'example.org', s: 'cijfers' } })
    for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'in-reply-to', 'references'])
      expect(signature.signed).toContain(name)
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'auto-submitted', 'content-language'])
      expect(signature.signed).toContain(name)
  })

  it('is the same each time', async () => {
    const [one, other] = [await signed(), await signed()]
    expect(Buffer.from(one.eml).equals(Buffer.from(other.eml))).toBe(true)
  })

  it.each([
    [
      'another unsubscribe address',
      'List-Unsubscribe:\r\n <https://example.org',
      'List-Unsubscribe:\r\n <https://example.net',
      'headersHold',
    ],
    ['another subject', 'Subject: [Correctie]', 'Subject: [Herziening]', 'headersHold'],
    ['another body', '52.601', '52.602', 'bodyHolds'],
  ] as const)('does not hold with %s', async (_, piece, other, what) => {
    const { eml, key } = await signed()
    const raw = Buffer.from(eml).toString('latin1')
    expect(raw).toContain(piece)
    expect(verifySignature(Buffer.from(raw.replace(piece, other), 'latin1'), key)[what]).toBe(false)
  })
})
