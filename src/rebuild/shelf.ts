/** Where the entries of a store are that several machines share. */
import { problem, Refusal } from '../problem.ts'

export interface Shelf {
  /** Null when there is none of this name; throws a Refusal when that cannot be found out. */
  read(key: string): Promise<Uint8Array | null>
  write(key: string, entry: Uint8Array): Promise<void>
}

/** `store` must hold no secret. */
export const unreachable = (store: string, reason: string): Refusal =>
  new Refusal([problem('store-unreachable', { store, reason })])
