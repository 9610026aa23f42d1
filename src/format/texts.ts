/** The words of a factsheet in one language: the tool's own, then the factsheet's, which win. */
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Language } from './language.ts'
import { readTextFile, type TextFile } from './textfile.ts'

export type { Message } from './message.ts'

export interface Texts extends TextFile {
  readonly language: Language
}

/**
 * Reads `<folder>/<language>.yaml` for every language and folder; of equal keys the one of the later folder stands.
 * Tells files that are missing, not UTF-8 or not readable, and messages that cannot be parsed.
 */
export async function readTexts(
  folders: readonly string[],
  languages: readonly Language[],
  world: World,
  tell: Tell,
): Promise<ReadonlyMap<string, Texts>> {
  const texts = new Map<string, Texts>()
  for (const language of languages) {
    const files: TextFile[] = []
    for (const folder of folders) {
      const text = await readText(`${folder}/${language.code}.yaml`, language, world, tell)
      if (text !== null) files.push(readTextFile(text, `${folder}/${language.code}.yaml`, language, tell))
    }
    texts.set(language.code, { language, ...merge(files) })
  }
  return texts
}

async function readText(file: string, language: Language, world: World, tell: Tell): Promise<string | null> {
  if (!(await world.files.exists(file))) {
    tell(problem('text-file-missing', { file, language: language.code }, { file }))
    return null
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await world.files.read(file))
  } catch {
    tell(problem('text-not-utf8', { file }, { file }))
    return null
  }
}

function merge(files: readonly TextFile[]): TextFile {
  return {
    messages: new Map(files.flatMap((file) => [...file.messages])),
    names: new Map(files.flatMap((file) => [...file.names])),
    terms: new Map(files.flatMap((file) => [...file.terms])),
    digits: files.flatMap((file) => file.digits),
    same: files.flatMap((file) => file.same),
    forbidden: files.flatMap((file) => file.forbidden),
  }
}
