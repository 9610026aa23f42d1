/** A world that takes what it can from earlier builds, and notes all that is read of the disk. */
import type { Product } from './keep.ts'
import { openProducts, type Products } from './rebuild/products.ts'
import { type Watching, watch } from './rebuild/seen.ts'
import { layered, openShared, type SharedStore, takingOnly } from './rebuild/shared.ts'
import { type Store, storeOf } from './rebuild/store.ts'
import type { World } from './world.ts'

export interface Keeping {
  readonly world: World
  readonly watching: Watching
  readonly products: Products
  /** That of this machine. */
  readonly store: Store
  /** SHA-256 of code, libraries and browser. */
  readonly engine: string
}

export interface Use {
  /** Hears of what has to be made, before it is. */
  readonly making?: (product: Product) => void
  /** `shared` where no later build of this machine would ask for what is made, or let go of it. */
  readonly adds?: 'everywhere' | 'shared'
  /** The store of this machine; the one in the project when absent. */
  readonly own?: Store
  /** The store that machines share; the one that the environment names when absent. */
  readonly shared?: SharedStore
}

/** What another machine gets quicker than it makes it. */
const isShared = ({ kind }: Product): boolean => kind === 'page' || kind === 'pdf'

/** Opens the store for some work, and closes it when that has ended, well or not. */
export async function keeping<T>(
  world: World,
  work: (keeping: Keeping) => Promise<T>,
  { making = () => undefined, adds = 'everywhere', own: mine, shared: given }: Use = {},
): Promise<T> {
  const engine = await world.engine()
  const shared = given ?? (await openShared(world))
  const own = mine ?? storeOf(world.files)
  const store = adds === 'shared' ? takingOnly(own) : own
  const both = shared ? layered(store, shared) : store
  const watching = watch(world.files)
  const storeFor = (product: Product) => (isShared(product) ? both : store)
  const products = openProducts({ storeFor, engine, steady: watching.steady, making })
  try {
    const kept = { ...world, files: watching.files, keep: products.keep }
    return await work({ world: kept, watching, products, store, engine })
  } finally {
    await both.close()
  }
}
