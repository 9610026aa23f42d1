/** Puts the public folder in place: made anew beside, whole, and shown by one rename. */
import { allWritten, refusingDisk } from './document-set.ts'
import type { Material } from './material.ts'
import type { Card } from './release/site/card.ts'
import { type Planned, planRoot, planSite } from './site-plan.ts'
import type { World } from './world.ts'

/** A name that stands for one of the folders in `SITES`. */
export const PUBLIC = 'out/public'
const SITES = 'out/.sites'

/** Shows all that is published of a factsheet, beside what is shown of the others; gives the folder. */
export async function placeSite(material: Material, world: World): Promise<string> {
  await refusingDisk(PUBLIC, () => place(material, world))
  return PUBLIC
}

async function place(material: Material, world: World): Promise<void> {
  const { files } = world
  const plan = await planSite(material, world)
  const others = (await readCards(world)).filter(({ factsheet }) => factsheet !== material.factsheet.id)
  const cards = [...others, plan.card].sort((a, b) => (a.factsheet < b.factsheet ? -1 : 1))
  const staging = await files.beside(`${SITES}/next`)
  try {
    await writeAll([...plan.files, ...planRoot(cards, plan.facts)], staging, world)
    for (const { factsheet } of others) await files.link(`${PUBLIC}/${factsheet}`, `${staging}/${factsheet}`)
    await show(staging, cards, world)
  } catch (error) {
    await files.remove(staging)
    throw error
  }
}

const cardsFile = (site: string) => `${SITES}/${site}.cards.json`

/** What the root pages know of each factsheet: it changes with what is shown, not before. */
export async function readCards({ files }: World): Promise<readonly Card[]> {
  const shown = /^\.sites\/(\d+)$/.exec((await files.pointedAt(PUBLIC)) ?? '')?.[1]
  return shown === undefined ? [] : JSON.parse(new TextDecoder().decode(await files.read(cardsFile(shown))))
}

/** Files being written at a time: thousands of areas would ask for more than a process may have open. */
const AT_ONCE = 32

async function writeAll(planned: readonly Planned[], folder: string, { files }: World): Promise<void> {
  const queue = planned.values()
  const worker = async () => {
    for (const one of queue) {
      const to = `${folder}/${one.path}`
      // A copy: who writes into a public file must not change the one that is kept.
      await ('from' in one ? files.copy(one.from, to) : files.write(to, one.content))
    }
  }
  await allWritten(Array.from({ length: AT_ONCE }, worker))
}

/** The one step at which what is public changes; what was shown before is removed after. */
async function show(staging: string, cards: readonly Card[], { files }: World): Promise<void> {
  const before = (await files.list(SITES)).filter((name) => /^\d+(\.cards\.json)?$/.test(name))
  const next = String(Math.max(0, ...before.map((name) => Number.parseInt(name, 10))) + 1)
  await files.write(cardsFile(next), JSON.stringify(cards))
  await files.replace(staging, `${SITES}/${next}`)
  await files.point(PUBLIC, `.sites/${next}`)
  for (const old of before) await files.remove(`${SITES}/${old}`)
}
