/** Factsheets as one build leaves them, for tests that read what it made: built once for all of them, by the first that asks. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { copyProject, diptych, type Project, type Run, TOOL, wholeCopy } from './project.ts'

interface Subject {
  readonly factsheet: string
  /** Folder of its project; the tool's own when absent. */
  readonly root?: string
}

/** What the build said, and where. */
const SAID = 'said.json'

/** A copy of a project in which the factsheet is built, to be read or changed, and what the build said. */
export async function builtProject(subject: Subject): Promise<{ readonly project: Project; readonly run: Run }> {
  const shared = join(inject('builtFolder'), subject.factsheet)
  if (!existsSync(shared)) await build(subject, shared)
  const project = wholeCopy(shared)
  const { root, run } = JSON.parse(project.read(SAID)) as { root: string; run: Run }
  rmSync(project.path(SAID))
  return { project, run: { ...run, out: run.out.replaceAll(root, project.root) } }
}

async function build({ factsheet, root = TOOL }: Subject, shared: string): Promise<void> {
  const project = copyProject(root)
  const run = await diptych(['build', factsheet], { root: project.root })
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
