import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/keep.ts'
import { Refusal } from '../../src/problem.ts'
import type { VersionFile } from '../../src/release/version.ts'
import { attacher } from '../../src/send/attachment.ts'

const MEBIBYTE = 1024 * 1024
const contents = (path: string, size: number) => Buffer.alloc(size, path)
const pdf = (path: string, size = 100): VersionFile => ({
  ...{ path, kind: 'pdf', document: 'nl', pages: 2, bytes: size },
  sha256: sha256(contents(path, size)),
})

function reader(size = 100) {
  const read: string[] = []
  const attach = attacher({
    texts: new Map(),
    read: async (path) => {
      read.push(path)
      return contents(path, size)
    },
  })
  return { read, attach }
}

describe('an attachment', () => {
  it('is a part of a message, whole, with its name and its language', async () => {
    const { attach } = reader()
    const part = Buffer.from(await attach(pdf('north/figures-nl.pdf'), 'nl')).toString('latin1')
    const [head = '', body = ''] = part.split('\r\n\r\n')
    expect(head.split('\r\n').sort()).toEqual([
      'Content-Disposition: attachment; filename=figures-nl.pdf',
      'Content-Language: nl',
      'Content-Transfer-Encoding: base64',
      'Content-Type: application/pdf; name=figures-nl.pdf',
    ])
    expect(Buffer.from(body, 'base64').equals(contents('north/figures-nl.pdf', 100))).toBe(true)
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('is read and encoded once, however many get it', async () => {
    const { attach, read } = reader()
    const together = await Promise.all(['a.pdf', 'b.pdf', 'a.pdf'].map((path) => attach(pdf(path), 'nl')))
    expect(together[0]).toBe(together[2])
    expect(await attach(pdf('b.pdf'), 'nl')).toBe(together[1])
    expect(read).toEqual(['a.pdf', 'b.pdf'])
  })

  it('is let go of, the oldest first, before many large ones fill the memory', async () => {
    const size = 20 * MEBIBYTE
    const { attach, read } = reader(size)
    for (const path of ['a.pdf', 'b.pdf', 'c.pdf', 'c.pdf', 'a.pdf']) await attach(pdf(path, size), 'nl')
    expect(read).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'a.pdf'])
  })

  it('that is not what was published is refused', async () => {
    const { attach } = reader()
    await expect(attach({ ...pdf('a.pdf'), sha256: 'other' }, 'nl')).rejects.toThrow(Refusal)
  })
})
