import { describe, expect, it } from 'vitest'
import { composer } from '../../src/send/compose.ts'
import { planMail } from '../../src/send/letter.ts'
import { fillOutbox, outboxFolder } from '../../src/send/outbox.ts'
import { memoryWorld } from '../memory-world.ts'
import { someone, stationery, upTo, version } from './letters.ts'

const FOLDER = 'out/outbox/bicycle-counts-2023-1'

async function filled(world = memoryWorld(), addresses: readonly string[] = ['an@example.net', 'bo@example.net']) {
  const on = await stationery(upTo(1))
  const letters = planMail(
    on,
    addresses.map((address) => someone({ address })),
  )
  const bytes = await fillOutbox(outboxFolder(version(1)), letters, composer(on), world.files)
  return { world, letters, bytes, names: () => [...world.content.keys()].sort() }
}

describe('the outbox', () => {
  it('holds one message for each recipient, named without the address', async () => {
    const { letters, names, world, bytes } = await filled()
    expect(names()).toEqual(letters.map(({ hash }) => `${FOLDER}/${hash}.eml`))
    const sizes = [...world.content.values()].map((content) => content.length)
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(bytes)
  })

  it('is the same whoever stands first in the list, and at every run', async () => {
    const one = await filled()
    const other = await filled(memoryWorld(), ['bo@example.net', 'an@example.net'])
    const contents = ({ world }: typeof one) => [...world.content].map(([path, content]) => [path, String(content)])
    expect(contents(other)).toEqual(contents(one))
  })

  it('holds no message of a run before, to somebody who unsubscribed since', async () => {
    const { world } = await filled()
    const { names } = await filled(world, ['an@example.net'])
    expect(names()).toHaveLength(1)
  })

  it('stays as it was when a message cannot be made', async () => {
    const { world, letters, names } = await filled()
    const before = names()
    const failing = async () => Promise.reject(new Error('no'))
    await expect(fillOutbox(FOLDER, letters, failing, world.files)).rejects.toThrow('no')
    expect(names()).toEqual(before)
  })
})
