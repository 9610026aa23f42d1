/** What others make of an edition while it is gathered here, area by area. */
import type { Request } from './draft.ts'
import { problem, Refusal } from './problem.ts'
import type { World } from './world.ts'

/** Waits until what others make of an area is there; throws a Refusal when it is not right, or was given up. */
export type Ready = (area: string) => Promise<void>

export interface Ahead {
  readonly ready: Ready
  /**
   * The areas that were given up, tried in vain so often that nobody tries any more, when nothing is being made any longer;
   * throws a Refusal with all that is wrong.
   */
  end(): Promise<readonly string[]>
}

/** Shares out what is to be made; null where there is nothing to share. Throws a Refusal when the edition is not right. */
export type MakeAhead = (request: Request, world: World) => Promise<Ahead | null>

/**
 * Gathers while others make, area by area, and ends when both have ended. Throws first what is wrong with what others made, of
 * all areas: `gather` knows only that they are missing.
 */
export async function gathered<T>(
  ahead: Ahead | null | undefined,
  gather: (ready: Ready | undefined) => Promise<T>,
): Promise<T> {
  const [making, gathering] = await Promise.allSettled([ahead?.end(), gather(ahead?.ready)])
  if (making.status === 'rejected') throw making.reason
  refuseGivenUp(making.value)
  if (gathering.status === 'rejected') throw gathering.reason
  return gathering.value
}

/** Ends what cannot be without the areas that were given up. */
export function refuseGivenUp(areas: readonly string[] = []): void {
  if (areas.length > 0) throw givenUp(areas)
}

export const givenUp = (areas: readonly string[]): Refusal => new Refusal([problem('areas-given-up', { areas })])
