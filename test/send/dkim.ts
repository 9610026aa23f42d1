/** Verifies a DKIM signature as a mail server does: RFC 6376, relaxed headers and body, rsa-sha256. */
import { createHash, createVerify, type KeyObject } from 'node:crypto'

interface Field {
  readonly name: string
  readonly line: string
}

function fieldsOf(head: string): readonly Field[] {
  return head.split(/\r\n(?![ \t])/).map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), line }))
}

const relaxed = ({ name, line }: Field): string => {
  const value = line.slice(line.indexOf(':') + 1)
  return `${name}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`
}

export interface Signature {
  readonly tags: Readonly<Record<string, string>>
  readonly signed: readonly string[]
  readonly bodyHolds: boolean
  readonly headersHold: boolean
}

export function verifySignature(eml: Uint8Array, key: KeyObject): Signature {
  const raw = Buffer.from(eml).toString('latin1')
  const end = raw.indexOf('\r\n\r\n')
  const fields = fieldsOf(raw.slice(0, end))
  const own = fields.find(({ name }) => name === 'dkim-signature')
  if (!own) throw new Error('not signed')
  const value = relaxed(own).slice('dkim-signature:'.length)
  const tags = Object.fromEntries(
    value.split(';').map((tag) => {
      const [name = '', ...rest] = tag.split('=')
      return [name.trim(), rest.join('=').replace(/\s/g, '')]
    }),
  )
  const signed = (tags['h'] ?? '').toLowerCase().split(':')
  const rest = [...fields]
  const lines = signed.flatMap((name) => {
    const at = rest.findLastIndex((one) => one.name === name)
    return at < 0 ? [] : [relaxed(rest.splice(at, 1)[0] as Field)]
  })
  const unsigned = relaxed(own).replace(/(;\s*b=)[^;]*/, '$1')
  const verifier = createVerify('RSA-SHA256').update([...lines, unsigned].join('\r\n'), 'latin1')
  const hash = createHash('sha256').update(relaxedBody(raw.slice(end + 4)), 'latin1')
  return {
    tags,
    signed,
    bodyHolds: hash.digest('base64') === tags['bh'],
    headersHold: verifier.verify(key, tags['b'] ?? '', 'base64'),
  }
}
