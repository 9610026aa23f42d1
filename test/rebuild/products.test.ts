import { describe, expect, it } from 'vitest'
import type { Made, Product } from '../../src/keep.ts'
import { problem } from '../../src/problem.ts'
import { openProducts } from '../../src/rebuild/products.ts'
import { openStore } from '../../src/rebuild/store.ts'
import { memoryWorld } from '../memory-world.ts'

const PAGE: Product = { kind: 'page', of: 'fr', needs: { files: 'aa', figures: 'bb' } }
const WARNING = problem('note-unused', { note: 'a' })
const ERROR = problem('bad-edition', { edition: 'x' })

/** Builds on one disk, one after the other, each counting what it makes. */
function builds() {
  const { files } = memoryWorld()
  return (engine = 'engine', steady = () => true) => {
    const store = openStore('cache', files)
    const making: string[] = []
    const products = openProducts({ storeFor: () => store, engine, steady, making: ({ of }) => void making.push(of) })
    const keep = async <T>(product: Product, made: Made<T>) => {
      const kept = await products.keep(
        () => product,
        async () => made,
      )
      await store.close()
      return kept
    }
    return { keep, products, store, making }
  }
}

describe('a product', () => {
  it('is made once, and taken from then on with all that was told of it', async () => {
    const build = builds()
    const value = { html: '<p>', sizes: new Map([['a', 1]]) }
    const first = build()
    expect(await first.keep(PAGE, { value, problems: [WARNING] })).toEqual({ value, problems: [WARNING], kept: false })
    const second = build()
    expect(await second.keep(PAGE, { value: null, problems: [] })).toEqual({ value, problems: [WARNING], kept: true })
    expect([first.making, second.making]).toEqual([['fr'], []])
    expect(second.products.entries).toMatchObject([{ ...PAGE, kept: true }])
  })

  it.each<[string, Product, string]>([
    ['what it needs', { ...PAGE, needs: { ...PAGE.needs, figures: 'cc' } }, 'engine'],
    ['what it is', { ...PAGE, of: 'nl' }, 'engine'],
    ['its kind', { ...PAGE, kind: 'pdf' }, 'engine'],
    ['the engine', PAGE, 'another'],
  ])('is made again when %s is another', async (_, product, engine) => {
    const build = builds()
    await build().keep(PAGE, { value: 1, problems: [] })
    expect(await build(engine).keep(product, { value: 2, problems: [] })).toMatchObject({ value: 2, kept: false })
  })

  it('that has an error is made each time', async () => {
    const build = builds()
    await build().keep(PAGE, { value: 1, problems: [ERROR] })
    expect(await build().keep(PAGE, { value: 2, problems: [] })).toMatchObject({ value: 2, kept: false })
  })

  it('is not kept when a file was changed while it was made', async () => {
    const build = builds()
    await build('engine', () => false).keep(PAGE, { value: 1, problems: [] })
    expect(await build().keep(PAGE, { value: 2, problems: [] })).toMatchObject({ kept: false })
  })

  it('that is more than plain data is kept in its form', async () => {
    const build = builds()
    const form = { pack: (one: RegExp) => one.source, unpack: (packed: unknown) => new RegExp(packed as string) }
    const keep = async (value: RegExp) => {
      const { products, store } = build()
      const kept = await products.keep(
        () => PAGE,
        async () => ({ value, problems: [] }),
        form,
      )
      await store.close()
      return kept
    }
    await keep(/a/)
    expect(await keep(/b/)).toEqual({ value: /a/, problems: [], kept: true })
  })
})
