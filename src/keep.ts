/** Ground: products of earlier builds. What is asked for is taken from there when all that it depends on is the same, else made. */
import { createHash } from 'node:crypto'
import type { Problem } from './problem.ts'

/** Something that takes time to make, and what it is made from. */
export interface Product {
  readonly kind: 'dataset' | 'graphic' | 'page' | 'pdf'
  /** Which one: the file of a dataset, the document of a page. */
  readonly of: string
  /** Hash of everything that it depends on besides code, libraries and browser, by a name that people understand. */
  readonly needs: Readonly<Record<string, string>>
  /** Those that speak in it, for a page. */
  readonly languages?: readonly string[]
}

/** A value that can be serialised (HTML standard, structured clone) as it is or in a form, and what was told while it was made. */
export interface Made<T> {
  readonly value: T
  readonly problems: readonly Problem[]
}

export type Kept<T> = Made<T> & { readonly kept: boolean }

/** How a value is serialised that is more than plain data. */
export interface Form<T> {
  pack(value: T): unknown
  unpack(packed: unknown): T
}

/** Makes a product, or takes it from an earlier build; what is not right is made again each time. */
export type Keep = <T>(
  product: () => Product | Promise<Product>,
  make: () => Promise<Made<T>>,
  form?: Form<T>,
) => Promise<Kept<T>>

/** Keeps nothing. */
export const makeAlways: Keep = async (_, make) => ({ ...(await make()), kept: false })

/** In hexadecimal. */
export const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex')

/** SHA-256 of values as JSON. */
export const keyOf = (...values: readonly unknown[]): string => sha256(JSON.stringify(values))
