/** A build that finds every page and PDF made by other machines, in a folder that they share, against one that makes them alone. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeMany } from './many.ts'
import { COMMAND, forget, inFolder, timed } from './project.ts'
import { type Row, ratios } from './rows.ts'

/** Builds a project as one that was never built. */
async function buildAnew(root: string, store?: string): Promise<number> {
  await forget(root)
  await rm(join(root, 'out'), { recursive: true, force: true })
  const env = { ...process.env, DIPTYCH_STORE: store }
  return (await timed([COMMAND, 'build', '--root', root], env)).milliseconds
}

async function measureOffices(offices: number, rounds: number): Promise<readonly Row[]> {
  return inFolder(async (folder) => {
    const [root, store] = [join(folder, 'project'), join(folder, 'store')]
    await makeMany(root, offices)
    await mkdir(store)
    // What other machines put there is what this one puts there.
    await buildAnew(root, store)
    const [alone, gathered]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      alone.push(await buildAnew(root))
      gathered.push(await buildAnew(root, store))
    }
    const row = (what: string, values: readonly number[]): Row => ({
      what: `${offices} areas: ${what}`,
      unit: 'ms',
      values,
    })
    const ratio = {
      what: `${offices} areas: alone / gathered`,
      unit: 'ratio',
      values: ratios(alone, gathered),
    } as const
    return [row('built alone', alone), row('gathered from a shared folder', gathered), ratio]
  })
}

export async function measureGather(all: readonly number[], rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const offices of all) rows.push(...(await measureOffices(offices, rounds)))
  return rows
}
