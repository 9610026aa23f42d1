/** The words of the review sheet, which the office reads: it may read fewer languages than the public. */
import { lintTexts } from './format/lint.ts'
import { readTexts, type Texts } from './format/texts.ts'
import type { Material } from './material.ts'
import { problem, Refusal, suggest, type Tell } from './problem.ts'
import type { World } from './world.ts'

/** `<language>.yaml` in it, for each language that the office reads. */
const FOLDER = 'templates/shared/review/text'

/**
 * What is said in a language of the factsheet, with the words of the sheet; in the first one that has such words when none is
 * asked for. Tells what is wrong with the words of the sheet; throws a Refusal for a language that the factsheet does not have.
 */
export async function reviewTexts(
  { texts, factsheet }: Pick<Material, 'texts' | 'factsheet'>,
  world: World,
  tell: Tell,
  asked?: string,
): Promise<Texts> {
  const codes = await spokenIn([...texts.keys()], world)
  const code = asked ?? codes[0] ?? [...texts.keys()][0] ?? ''
  const own = texts.get(code)
  if (!own) throw new Refusal([problem('unknown-language', { language: code, hint: suggest(code, texts.keys()) })])
  // One that is asked for and has none is told as a file that is missing.
  const languages = factsheet.languages.filter((one) => one.code === code || codes.includes(one.code))
  const words = await readTexts([FOLDER], languages, world, tell)
  // Of a file that is not there, every word would be told as missing besides.
  const there = new Map([...words].filter(([one]) => codes.includes(one)))
  lintTexts(there, new Map(), tell)
  return { ...own, messages: new Map([...(words.get(code)?.messages ?? []), ...own.messages]) }
}

async function spokenIn(codes: readonly string[], { files }: World): Promise<readonly string[]> {
  const there = await Promise.all(codes.map((code) => files.exists(`${FOLDER}/${code}.yaml`)))
  return codes.filter((_, index) => there[index])
}
