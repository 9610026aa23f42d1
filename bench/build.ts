/** How long a build takes from cold, and after a small change, against the floor under it (see floor.ts), and where the time goes. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Errand } from './floor.ts'
import { COMMAND, copyShipped, errandOf, forget, inFolder, type Run, TOOL, timed } from './project.ts'
import { type Row, ratios } from './rows.ts'

/** What is measured, in the order of the table. */
interface Kind {
  readonly name: string
  run(): Promise<Run>
}

/** Without anything that an earlier build kept. */
async function afresh(root: string, run: () => Promise<Run>): Promise<Run> {
  await forget(root)
  return run()
}

/** With one word that is not as the last build saw it: there and back again. */
async function reworded(root: string, run: () => Promise<Run>): Promise<Run> {
  const file = join(root, 'templates/voluntary-return/text/fr.yaml')
  const [plain, longer] = ['heading: Chiffres clés', 'heading: Les chiffres clés']
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.includes(plain) ? text.replace(plain, longer) : text.replace(longer, plain))
  return run()
}

const BUILD = 'build, from cold'
const BARE = 'build, from cold, nothing compiled before'
const REWORDED = 'build, a word changed in French'
const UNCHANGED = 'build, nothing changed'
const FLOOR = 'floor: the same pages printed, nothing else'
const NODE = 'node -e 0'

function kinds(root: string, errand: Errand): readonly Kind[] {
  const { env } = process
  const build = [COMMAND, 'build', '--root', root]
  const bare = { ...env, NODE_DISABLE_COMPILE_CACHE: '1' }
  return [
    { name: FLOOR, run: () => timed([join(TOOL, 'bench/floor.ts'), JSON.stringify(errand)], env, root) },
    { name: BUILD, run: () => afresh(root, () => timed(build)) },
    { name: BARE, run: () => afresh(root, () => timed(build, bare)) },
    { name: REWORDED, run: () => reworded(root, () => timed(build)) },
    { name: UNCHANGED, run: () => timed(build) },
    { name: NODE, run: () => timed(['-e', '0']) },
    { name: 'check', run: () => timed([COMMAND, 'check', '--root', root]) },
    { name: 'set-up, all there', run: () => timed([join(TOOL, 'bin/setup.mjs')]) },
  ]
}

/** The kinds take turns, so that a machine that is busy for a while slows all of them. */
async function measure(all: readonly Kind[], rounds: number): Promise<ReadonlyMap<string, readonly Run[]>> {
  const measured = new Map<string, Run[]>(all.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) for (const { name, run } of all) measured.get(name)?.push(await run())
  return measured
}

/** Stage and milliseconds of each line that a build's log wrote, `- data   10 files (12 ms)`. */
function stagesOf({ output }: Run): ReadonlyMap<string, number> {
  return new Map([...output.matchAll(/^- (\w+) .*\((\d+) ms\)$/gm)].map(([, name = '', time]) => [name, Number(time)]))
}

function stageRows(builds: readonly Run[]): readonly Row[] {
  const stages = builds.map(stagesOf)
  const names = [...(stages[0]?.keys() ?? [])]
  return names.map((name) => ({
    what: `  of which ${name}`,
    unit: 'ms',
    values: stages.map((stage) => stage.get(name) ?? Number.NaN),
  }))
}

function rowsOf(measured: ReadonlyMap<string, readonly Run[]>): readonly Row[] {
  const times = (name: string) => (measured.get(name) ?? []).map((one) => one.milliseconds)
  const allowed = times(NODE).map((one) => 3 * one + 100)
  const over = (name: string, under: readonly number[]) => ratios(times(name), under)
  return [
    ...[...measured.keys()].flatMap((what): readonly Row[] => [
      { what, unit: 'ms', values: times(what), ...(what === 'check' && { aim: '≤ 500' }) },
      ...(what === BUILD ? stageRows(measured.get(what) ?? []) : []),
    ]),
    { what: `${BUILD} / floor`, unit: 'ratio', values: over(BUILD, times(FLOOR)), aim: '≤ 1.60' },
    { what: `${BARE} / floor`, unit: 'ratio', values: over(BARE, times(FLOOR)) },
    { what: `${REWORDED} / floor`, unit: 'ratio', values: over(REWORDED, times(FLOOR)) },
    { what: `${UNCHANGED} / (3 × node -e 0 + 100 ms)`, unit: 'ratio', values: over(UNCHANGED, allowed), aim: '≤ 1.00' },
  ]
}

export function measureBuild(rounds: number): Promise<readonly Row[]> {
  return inFolder(async (root) => {
    await copyShipped(root)
    // The first build makes the pages for the floor, and warms the disk and the compiled code.
    await timed([COMMAND, 'build', '--root', root])
    return rowsOf(await measure(kinds(root, await errandOf(root)), rounds))
  })
}
