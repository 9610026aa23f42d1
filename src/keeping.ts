/** A world that takes what it can from earlier builds, and notes all that is read of the disk. */
import type { Product } from './keep.ts'
import { openProducts, type Products } from './rebuild/products.ts'
import { type Watching, watch } from './rebuild/seen.ts'
import { type Store, storeOf } from './rebuild/store.ts'
import type { World } from './world.ts'

export interface Keeping {
  readonly world: World
  readonly watching: Watching
  readonly products: Products
  readonly store: Store
  /** SHA-256 of code, libraries and browser. */
  readonly engine: string
}

export interface Use {
  /** Hears of what has to be made, before it is. */
  readonly making?: (product: Product) => void
  /** False to take only: see rebuild/products.ts. */
  readonly adds?: boolean
}

/** Opens the store for some work, and closes it when that has ended, well or not. */
export async function keeping<T>(
  world: World,
  work: (keeping: Keeping) => Promise<T>,
  { making = () => undefined, adds = true }: Use = {},
): Promise<T> {
  const engine = await world.engine()
  const store = storeOf(world.files)
  const watching = watch(world.files)
  const products = openProducts({ store, engine, steady: watching.steady, making, adds })
  try {
    const kept = { ...world, files: watching.files, keep: products.keep }
    return await work({ world: kept, watching, products, store, engine })
  } finally {
    await store.close()
  }
}
