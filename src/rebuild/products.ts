/** The products of a build: taken from the store where nothing that they depend on has changed, else made and put there. */
import { deserialize, serialize } from 'node:v8'
import { type Form, type Keep, keyOf, type Made, type Product } from '../keep.ts'
import type { Entry } from './journal.ts'
import type { Store } from './store.ts'

export interface Opening {
  /** Where such a product is kept. */
  readonly storeFor: (product: Product) => Store
  /** Hash of code, libraries and browser. */
  readonly engine: string
  /** Once it says no, a file was changed under our hands, and nothing is kept. */
  readonly steady: () => boolean
  /** Called before something is made. */
  readonly making: (product: Product) => void
}

export interface Products {
  readonly keep: Keep
  /** Every product that was asked for, in the order in which they were there. */
  readonly entries: readonly Entry[]
}

export function openProducts({ storeFor, engine, steady, making }: Opening): Products {
  const entries: Entry[] = []
  const keep: Keep = async <T>(describe: Parameters<Keep>[0], make: () => Promise<Made<T>>, form?: Form<T>) => {
    const product = await describe()
    const key = keyOf(product.kind, product.of, engine, product.needs)
    const store = storeFor(product)
    const content = await store.get(key)
    entries.push({ ...product, key, kept: content !== null })
    if (content) return { ...restored(deserialize(content) as Made<unknown>, form), kept: true }
    making(product)
    const made = await make()
    const sound = made.problems.every((one) => one.severity !== 'error') && steady()
    // Not waited for: the store knows what it still has to write when it is closed.
    if (sound) store.put(key, serialize(form ? { ...made, value: form.pack(made.value) } : made))
    return { ...made, kept: false }
  }
  return { keep, entries }
}

function restored<T>({ value, problems }: Made<unknown>, form: Form<T> | undefined): Made<T> {
  return { value: form ? form.unpack(value) : (value as T), problems }
}
