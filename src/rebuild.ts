/** Builds what is not there yet: the cheapest way first, so that a build of which nothing has changed loads next to nothing. */
import type { Building } from './build.ts'
import type { Built } from './built.ts'
import type { Request } from './draft.ts'
import { unchanged } from './rebuild/record.ts'
import type { World } from './world.ts'

/** As `build` does; when all is as it was, without making anything. */
export async function rebuild(request: Request, world: World, building: Building = {}): Promise<Built> {
  const before = await unchanged<Built>(request, world)
  if (before) return { ...before, unchanged: true }
  return (await import('./build.ts')).build(request, world, building)
}
