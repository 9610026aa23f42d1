/** Where messages go when there is no mail server: one file each, for another program to send. Nothing counts as sent. */
import type { Version } from '../release/version.ts'
import type { Files } from '../world.ts'
import type { Composed } from './composed.ts'
import type { Letter } from './letter.ts'

export const OUTBOX = 'out/outbox'

/** `out/outbox/voluntary-return-2020-1`. */
export const outboxFolder = ({ factsheet, edition, number }: Version): string =>
  `${OUTBOX}/${factsheet}-${edition}-${number}`

/** Writes all messages of a version in the place of those that were there; whole, or not at all. Gives how many bytes. */
export async function fillOutbox(
  folder: string,
  letters: readonly Letter[],
  compose: (letter: Letter) => Promise<Composed>,
  files: Files,
): Promise<number> {
  const staging = await files.beside(folder)
  let bytes = 0
  try {
    for (const letter of letters) {
      const { eml } = await compose(letter)
      await files.write(`${staging}/${letter.hash}.eml`, eml)
      bytes += eml.length
    }
    await files.replace(staging, folder)
  } catch (error) {
    await files.remove(staging)
    throw error
  }
  return bytes
}
