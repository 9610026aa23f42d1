/**
 * How long a cold build takes, against the floor under it (see floor.ts), and where the time goes.
 * Run: `node bench/build.ts [--rounds 9] [--json]`. Every measurement is a fresh process; the kinds take turns, so that a
 * machine that is busy for a while slows all of them.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { FLAGS, findBrowser } from '../src/pdf/browser.ts'
import type { Errand } from './floor.ts'
import { spread, table } from './spread.ts'

const TOOL = resolve(import.meta.dirname, '..')
const COMMAND = join(TOOL, 'bin/diptych.mjs')

interface Run {
  readonly milliseconds: number
  readonly output: string
}

/** What is measured, in the order of the table. */
interface Kind {
  readonly name: string
  run(): Promise<Run>
}

async function timed(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd = TOOL,
): Promise<Run> {
  const started = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env })
  return { milliseconds: performance.now() - started, output: stdout }
}

/** A project of its own, so that measuring leaves `out/` alone. */
async function makeProject(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'diptych-bench-'))
  for (const folder of ['data', 'templates']) await cp(join(TOOL, folder), join(root, folder), { recursive: true })
  return root
}

async function makeErrand(root: string): Promise<Errand> {
  const { executable, fonts, libraries } = await findBrowser(process.env)
  const files = await readdir(join(root, 'out'), { recursive: true })
  const pages = files.filter((file) => file.endsWith('.html') && !file.endsWith('index.html'))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const system = { LANGUAGE: 'en', LC_ALL: 'en_US.UTF-8', TZ: 'UTC', LD_LIBRARY_PATH: libraries }
  return {
    executable,
    args: [...FLAGS, ...sandbox],
    env: { ...process.env, ...system, ...(fonts && { FONTCONFIG_FILE: fonts }) },
    documents: pages.map((page, index) => ({ html: join(root, 'out', page), pdf: join(root, `floor-${index}.pdf`) })),
  }
}

/** Without anything that an earlier build kept. */
async function afresh(root: string, run: () => Promise<Run>): Promise<Run> {
  await rm(join(root, '.diptych'), { recursive: true, force: true })
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

function kinds(root: string, errand: Errand): readonly Kind[] {
  const { env } = process
  const build = [COMMAND, 'build', '--root', root]
  const bare = { ...env, NODE_DISABLE_COMPILE_CACHE: '1' }
  return [
    { name: 'floor', run: () => timed([join(TOOL, 'bench/floor.ts'), JSON.stringify(errand)], env, root) },
    { name: 'build', run: () => afresh(root, () => timed(build, env)) },
    { name: 'build, nothing compiled before', run: () => afresh(root, () => timed(build, bare)) },
    { name: 'build, a word changed in French', run: () => reworded(root, () => timed(build, env)) },
    { name: 'build, nothing changed', run: () => timed(build, env) },
    { name: 'node -e 0', run: () => timed(['-e', '0'], env) },
    { name: 'check', run: () => timed([COMMAND, 'check', '--root', root], env) },
    { name: 'set-up, all there', run: () => timed([join(TOOL, 'bin/setup.mjs')], env) },
  ]
}

async function measure(all: readonly Kind[], rounds: number): Promise<ReadonlyMap<string, readonly Run[]>> {
  const measured = new Map<string, Run[]>(all.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) for (const { name, run } of all) measured.get(name)?.push(await run())
  return measured
}

/** Stage and milliseconds of each line that a build's log wrote, `- data   10 files (12 ms)`. */
function stagesOf({ output }: Run): ReadonlyMap<string, number> {
  return new Map([...output.matchAll(/^- (\w+) .*\((\d+) ms\)$/gm)].map(([, name = '', time]) => [name, Number(time)]))
}

/** The ratio of each round by itself: within a round the machine was as busy for both. */
function ratios(over: readonly Run[], under: readonly Run[]): readonly number[] {
  return over.map((run, round) => run.milliseconds / (under[round]?.milliseconds ?? Number.NaN))
}

function summary(measured: ReadonlyMap<string, readonly Run[]>) {
  const runs = (name: string) => measured.get(name) ?? []
  const stages = runs('build').map(stagesOf)
  const names = [...(stages[0]?.keys() ?? [])]
  return {
    milliseconds: Object.fromEntries(
      [...measured].map(([name, all]) => [name, spread(all.map((one) => one.milliseconds))]),
    ),
    stages: Object.fromEntries(
      names.map((name) => [name, spread(stages.map((stage) => stage.get(name) ?? Number.NaN))]),
    ),
    ratios: {
      'build / floor': spread(ratios(runs('build'), runs('floor'))),
      'build, nothing compiled before / floor': spread(ratios(runs('build, nothing compiled before'), runs('floor'))),
      'build, a word changed in French / floor': spread(ratios(runs('build, a word changed in French'), runs('floor'))),
      'build, nothing changed / (3 x node -e 0 + 100 ms)': spread(
        ratios(
          runs('build, nothing changed'),
          runs('node -e 0').map((run) => ({ ...run, milliseconds: 3 * run.milliseconds + 100 })),
        ),
      ),
    },
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '9' }, json: { type: 'boolean', default: false } },
  })
  const root = await makeProject()
  try {
    // The first build makes the pages for the floor, and warms the disk and the compiled code.
    await timed([COMMAND, 'build', '--root', root], process.env)
    const found = summary(await measure(kinds(root, await makeErrand(root)), Number(values.rounds)))
    const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
    if (values.json) return console.log(JSON.stringify({ machine, rounds: Number(values.rounds), ...found }, null, 2))
    console.log(`${machine}, ${values.rounds} rounds\n`)
    console.log(table('process, ms', found.milliseconds, 0))
    console.log(table('stage of the build, ms', found.stages, 0))
    console.log(table('ratio; aims 1.60, and 1.00 for the last', found.ratios, 2))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

await main()
