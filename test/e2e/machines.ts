/** Machines with nothing in common but a store, as worlds of this process. */
import { join } from 'node:path'
import type { Request } from '../../src/draft.ts'
import { type AreaTask, areaMaker, areaTasks } from '../../src/make-area.ts'
import type { Press } from '../../src/pdf/press.ts'
import { type ProblemCode, Refusal } from '../../src/problem.ts'
import { openShared, type SharedStore } from '../../src/rebuild/shared.ts'
import { diskFiles, type World } from '../../src/world.ts'
import { emptyRoot } from '../rebuild/stores.ts'
import { quietWorld } from './drafting.ts'

/** The world of a machine, with more in its environment. */
export const machine = (root: string, env: World['env']): World => ({
  ...quietWorld(root),
  env: { ...process.env, ...env },
})

export async function sharedOf(world: World): Promise<SharedStore> {
  const shared = await openShared(world, async () => undefined)
  if (!shared) throw new Error('no store is named')
  return shared
}

/** For what must not be printed. */
export const NEVER: Press = {
  print: async () => {
    throw new Error('something was printed')
  },
  version: async () => '',
  close: async () => undefined,
}

export interface Worker {
  readonly root: string
  readonly make: ReturnType<typeof areaMaker>
  remove(): void
}

/** A machine that makes areas in a folder that was empty. */
export async function hire(env: World['env'], press: Press): Promise<Worker> {
  const { root, remove } = emptyRoot()
  const world = machine(root, env)
  const filesIn = (folder: string) => diskFiles(join(root, folder))
  return { root, remove, make: areaMaker({ world, filesIn, shared: await sharedOf(world), press }) }
}

/** The tasks of an edition as the machine that shares it out puts them. */
export async function tasksAt(root: string, request: Request, env: World['env']): Promise<readonly AreaTask[]> {
  const world = machine(root, env)
  return areaTasks(request, world, await sharedOf(world))
}

export async function codesOf(work: Promise<unknown>): Promise<readonly (ProblemCode | string)[]> {
  return work.then(
    () => ['not refused'],
    (error: unknown) => (error instanceof Refusal ? error.problems.map((one) => one.code) : [String(error)]),
  )
}
