/**
 * What Node compiles of sources and libraries is kept for all that the tests start: a thread that begins anew each time, as those of
 * ledgers and of printing do, would spend more on compiling than on its work.
 */
import { resolve } from 'node:path'

/** For the environment of a script. */
export const COMPILED = { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../node_modules/.cache/diptych') }

export default function setup(): void {
  Object.assign(process.env, COMPILED)
}
