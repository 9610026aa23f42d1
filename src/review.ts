/** Records that every translation of a factsheet is up to date with its source text. */
import { readFactsheet } from './factsheet.ts'
import { reviewedHashes } from './format/reviewed.ts'
import { readTexts } from './format/texts.ts'
import { type Problem, Refusal } from './problem.ts'
import type { World } from './world.ts'

/** Writes `<language>.reviewed.yaml` beside each translated text file of the factsheet, and gives the files written. */
export async function recordReview(id: string, world: World): Promise<readonly string[]> {
  const problems: Problem[] = []
  const tell = (one: Problem) => void problems.push(one)
  const factsheet = await readFactsheet(id, world, tell)
  const texts = factsheet ? await readTexts([`${factsheet.folder}/text`], factsheet.languages, world, tell) : new Map()
  if (problems.some((one) => one.severity === 'error')) throw new Refusal(problems)
  const written: string[] = []
  for (const [file, hashes] of reviewedHashes(texts)) {
    const lines = Object.entries(hashes).map(([key, hash]) => `${key}: "${hash}"`)
    await world.files.write(
      file,
      `# Written by \`diptych reviewed\`: the source text that each translation was made from.\n${lines.join('\n')}\n`,
    )
    written.push(file)
  }
  return written
}
