/** The words of the review sheet, which the office reads: it may read fewer languages than the public. */
import { checkParity } from './format/parity.ts'
import { readTexts, type Texts } from './format/texts.ts'
import type { Material } from './material.ts'
import { type Problem, problem, Refusal, refuse, suggest } from './problem.ts'
import type { World } from './world.ts'

/** `<language>.yaml` in it, for each language that the office reads. */
const FOLDER = 'templates/shared/review/text'

/**
 * What is said in a language of the factsheet, with the words of the sheet; in the first one that has such words when none is
 * asked for. Throws a Refusal for a language that the factsheet or the sheet does not have, and for words that are missing.
 */
export async function reviewTexts(
  { texts, factsheet }: Pick<Material, 'texts' | 'factsheet'>,
  world: World,
  asked?: string,
): Promise<Texts> {
  const codes = await spokenIn([...texts.keys()], world)
  const code = asked ?? codes[0] ?? [...texts.keys()][0] ?? ''
  const own = texts.get(code)
  if (!own) throw new Refusal([problem('unknown-language', { language: code, hint: suggest(code, texts.keys()) })])
  const problems: Problem[] = []
  const tell = (one: Problem) => void problems.push(one)
  // One that is asked for and has none is told as a file that is missing.
  const languages = factsheet.languages.filter((one) => one.code === code || codes.includes(one.code))
  const words = await readTexts([FOLDER], languages, world, tell)
  refuse(problems)
  checkParity(words, tell)
  refuse(problems)
  return { ...own, messages: new Map([...(words.get(code)?.messages ?? []), ...own.messages]) }
}

async function spokenIn(codes: readonly string[], { files }: World): Promise<readonly string[]> {
  const there = await Promise.all(codes.map((code) => files.exists(`${FOLDER}/${code}.yaml`)))
  return codes.filter((_, index) => there[index])
}
