/** A shared store in a folder, on a disk that several machines see. */
import type { Files } from '../world.ts'
import { type Shelf, unreachable } from './shelf.ts'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

export function openFolder(folder: string, files: Files): Shelf {
  const at = (key: string) => `${folder}/${key.slice(0, 2)}/${key}`
  // Never made here: where the disk of another machine is not connected, all would go unseen to this one.
  const refuseWithout = async () => {
    if (!(await files.exists(folder))) throw unreachable(folder, 'ENOENT')
  }
  return {
    async read(key) {
      const entry = await files.read(at(key)).catch((error) => {
        if (codeOf(error) === 'ENOENT') return null
        throw unreachable(folder, codeOf(error))
      })
      if (!entry) await refuseWithout()
      return entry
    },
    async write(key, entry) {
      await refuseWithout()
      await files.writeWhole(at(key), entry).catch((error) => {
        throw unreachable(folder, codeOf(error))
      })
    },
  }
}
