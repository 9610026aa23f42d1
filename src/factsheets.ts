/** The factsheets that a project has. */
import type { World } from './world.ts'

/** Ids of the factsheets of a project: folders of `templates/` that hold a definition. */
export async function listFactsheets(world: World): Promise<readonly string[]> {
  const names = await world.files.list('templates')
  const found = await Promise.all(names.map((name) => world.files.exists(`templates/${name}/factsheet.yaml`)))
  return names.filter((_, index) => found[index])
}
