/** A store that several machines share: what one has made, the others need not make. */
import { setTimeout } from 'node:timers/promises'
import type { World } from '../world.ts'
import type { Shelf } from './shelf.ts'
import { type Store, sealed, unsealed } from './store.ts'

/** Where the environment names the store. */
const VARIABLE = 'DIPTYCH_STORE'

/** Unlike a store of one machine, it throws a Refusal when it cannot be reached, or does not take what is put. */
export type SharedStore = Pick<Store, 'get' | 'put'>

export const namesShared = ({ env }: Pick<World, 'env'>): boolean => Boolean(env[VARIABLE])

/** The store that the environment names; null when it names none. Throws a Refusal when it is not clear which. */
export async function openShared(
  { env, files }: Pick<World, 'env' | 'files'>,
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<SharedStore | null> {
  const named = env[VARIABLE]
  if (!named) return null
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(named)) {
    const [{ bucketAt }, { readCredentials }] = await Promise.all([
      import('./bucket-address.ts'),
      import('./credentials.ts'),
    ])
    const address = bucketAt(named)
    const credentials = await readCredentials(address.name, env)
    return onShelf((await import('./bucket.ts')).openBucket(address, credentials, pause))
  }
  return onShelf((await import('./shared-folder.ts')).openFolder(named, files))
}

function onShelf(shelf: Shelf): SharedStore {
  return {
    get: async (key) => {
      const entry = await shelf.read(key)
      return entry && unsealed(entry)
    },
    put: (key, content) => shelf.write(key, sealed(content)),
  }
}

/** In the place of a store of this machine, where only the shared one is used. */
export const NO_STORE: Store = {
  get: async () => null,
  put: async () => undefined,
  remove: async () => undefined,
  close: async () => undefined,
}

/** A store that gives, and takes nothing more. */
export const takingOnly = (store: Store): Store => ({ ...store, put: async () => undefined })

/**
 * A store of this machine before one that is shared: what is found in the second is taken into the first. A shared one that
 * cannot be reached is not asked again by the hundreds that wait for it; that it takes nothing is no reason to fail here.
 */
export function layered(own: Store, shared: SharedStore): Store {
  let [refusal, takes]: [unknown, boolean] = [null, true]
  const putting = new Set<Promise<unknown>>()
  const fetched = async (key: string) => {
    if (refusal) throw refusal
    const content = await shared.get(key).catch((error) => {
      refusal = error
      throw error
    })
    if (content) own.put(key, content)
    return content
  }
  const share = async (key: string, content: Uint8Array) => {
    if (takes)
      await shared.put(key, content).catch(() => {
        takes = false
      })
  }
  return {
    get: async (key) => (await own.get(key)) ?? fetched(key),
    async put(key, content) {
      const one = Promise.all([own.put(key, content), share(key, content)])
      putting.add(one)
      await one.finally(() => putting.delete(one))
    },
    remove: own.remove,
    async close() {
      await Promise.all(putting)
      await own.close()
    },
  }
}
