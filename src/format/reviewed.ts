/** Which text of the first language each translation was made from, so that a change there is noticed here. */
import { createHash } from 'node:crypto'
import { readDocument } from '../data/document.ts'
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Language } from './language.ts'
import type { Message } from './message.ts'
import type { Texts } from './texts.ts'

/** By file, `<folder>/<language>.reviewed.yaml`: message key to hash of the source text that was translated. */
export type Reviewed = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads the files of reviewed translations that there are; a folder without one is not watched. */
export async function readReviewed(
  folders: readonly string[],
  languages: readonly Language[],
  world: World,
  tell: Tell,
): Promise<Reviewed> {
  const reviewed = new Map<string, ReadonlyMap<string, string>>()
  for (const folder of folders) {
    for (const { code } of languages) {
      const file = `${folder}/${code}.reviewed.yaml`
      if (!(await world.files.exists(file))) continue
      reviewed.set(file, readHashes(new TextDecoder().decode(await world.files.read(file)), file, tell))
    }
  }
  return reviewed
}

/** What the files of reviewed translations hold when every translation is up to date. */
export function reviewedHashes(
  texts: ReadonlyMap<string, Texts>,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const files = new Map<string, Record<string, string>>()
  for (const { message, source } of translations(texts)) {
    const file = reviewedFile(message)
    const hashes = files.get(file) ?? {}
    hashes[message.key] = hashOf(source)
    files.set(file, hashes)
  }
  return files
}

/** Warns of translations whose source text changed since, or that nobody has reviewed; only where a file is kept. */
export function checkReviewed(texts: ReadonlyMap<string, Texts>, reviewed: Reviewed, tell: Tell): void {
  for (const { message, source, language } of translations(texts)) {
    const hashes = reviewed.get(reviewedFile(message))
    if (!hashes) continue
    const facts = { key: message.key, language, file: reviewedFile(message) }
    const known = hashes.get(message.key)
    if (known === undefined) tell(problem('translation-not-reviewed', facts, message.place))
    else if (known !== hashOf(source))
      tell(problem('translation-stale', { ...facts, now: source.source }, message.place, [source.place]))
  }
}

interface Translation {
  readonly message: Message
  readonly source: Message
  readonly language: string
}

function translations(texts: ReadonlyMap<string, Texts>): readonly Translation[] {
  const [first, ...others] = texts.values()
  return others.flatMap(({ messages, language }) =>
    [...messages.values()].flatMap((message) => {
      const source = first?.messages.get(message.key)
      return source ? [{ message, source, language: language.code }] : []
    }),
  )
}

function reviewedFile({ place }: Message): string {
  return place.file.replace(/\.yaml$/, '.reviewed.yaml')
}

/** A hash of digits only, unquoted, would be read as a number: such a file was written by hand and is no match. */
function readHashes(text: string, file: string, tell: Tell): ReadonlyMap<string, string> {
  const entries = Object.entries((readDocument(text, file, tell)?.value ?? {}) as object)
  return new Map(entries.map(([key, hash]) => [key, String(hash)]))
}

/** Eight hexadecimal digits; lines broken elsewhere in the file do not make it another text. */
function hashOf({ source }: Message): string {
  return createHash('sha256').update(source.replace(/\s+/g, ' ')).digest('hex').slice(0, 8)
}
