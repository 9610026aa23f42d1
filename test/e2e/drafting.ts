/** Drafts and builds of a project in this process, with nothing written to the terminal. */
import { makeDraft } from '../../src/build.ts'
import type { Draft, Request } from '../../src/draft.ts'
import type { Problem } from '../../src/problem.ts'
import { realWorld, SILENT, type World } from '../../src/world.ts'
import { TOOL } from './project.ts'

/** The shipped factsheet and the one of another subject, each with the folder of its project. */
export const FACTSHEETS = [
  { factsheet: 'voluntary-return', root: TOOL },
  { factsheet: 'waste', root: `${TOOL}/test/factsheets/waste` },
] as const

export const quietWorld = (root: string): World => realWorld(root, SILENT)

/** All pages of an edition, finished but for printing; throws a Refusal when there is a problem. */
export async function draftOf({ root, ...request }: Request & { readonly root: string }): Promise<Draft> {
  const problems: Problem[] = []
  return makeDraft(request, quietWorld(root), problems)
}

const drafts = new Map<string, Promise<Draft>>()

/** A draft of a factsheet that no test changes: made once for all files that a process of the tests runs. */
export function lastingDraftOf(one: Request & { readonly root: string }): Promise<Draft> {
  const key = JSON.stringify(one)
  const draft = drafts.get(key) ?? draftOf(one)
  drafts.set(key, draft)
  draft.catch(() => drafts.delete(key))
  return draft
}
