/** Factsheets as one command leaves them, for tests that begin there: made once for all of them, by the first that asks. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { copyProject, diptych, type Project, type Run, TOOL, wholeCopy } from './project.ts'

interface Subject {
  readonly factsheet: string
  /** Folder of its project; the tool's own when absent. */
  readonly root?: string
}

interface Made {
  readonly project: Project
  /** What the command said, and where. */
  readonly run: Run
}

/** How one comes to it. */
interface Way {
  /** No other way has it. */
  readonly name: string
  readonly root: string
  readonly args: readonly string[]
  /** What is changed in the project before. */
  prepare?(project: Project): void
}

const SAID = 'said.json'
const DEFINITION = 'templates/voluntary-return/factsheet.yaml'

/** How readers are written to, as YAML of a definition. */
export const MAIL = `
mail:
  from: cijfers@example.org
  unsubscribe: { mail: afmelden@example.org, page: "https://example.org/weg?wie={recipient}" }
`

/** A copy of a project in which the factsheet is built, to be read or changed. */
export function builtProject({ factsheet, root = TOOL }: Subject): Promise<Made> {
  return copyOf({ name: factsheet, root, args: ['build', factsheet] })
}

/** A copy of the shipped project with its first version published, of which the definition says how readers are written to. */
export async function publishedProject(): Promise<Project> {
  const prepare = (project: Project) => project.write(DEFINITION, project.read(DEFINITION) + MAIL)
  return (await copyOf({ name: 'published', root: TOOL, args: ['publish'], prepare })).project
}

async function copyOf(way: Way): Promise<Made> {
  const shared = join(inject('builtFolder'), way.name)
  if (!existsSync(shared)) await make(way, shared)
  const project = wholeCopy(shared)
  const { root, run } = JSON.parse(project.read(SAID)) as { root: string; run: Run }
  rmSync(project.path(SAID))
  return { project, run: { ...run, out: run.out.replaceAll(root, project.root) } }
}

async function make({ root, args, prepare }: Way, shared: string): Promise<void> {
  const project = copyProject(root)
  prepare?.(project)
  const run = await diptych(args, { root: project.root })
  if (run.code !== 0) throw new Error(run.told)
  project.write(SAID, JSON.stringify({ root: project.root, run }))
  try {
    renameSync(project.root, shared)
  } catch (error) {
    // Another file has asked at the same time, and its project is there now.
    project.remove()
    if (!existsSync(shared)) throw error
  }
}
