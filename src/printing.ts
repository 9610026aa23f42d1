/** Prints the pages of a set from the moment that each is finished, and waits for the last. */
import { finishingOf } from './archive.ts'
import type { TimedPress } from './document-set.ts'
import type { DocumentPlan, Measured } from './draft.ts'
import { pageBudget } from './factsheet.ts'
import type { Page } from './html/page.ts'
import type { Press } from './pdf/press.ts'
import type { Tell } from './problem.ts'
import type { World } from './world.ts'

export interface Printing {
  print(page: Page, plan: DocumentPlan, measured: Measured): void
  /** All that was printed, when the last of it is; tells its problems. */
  end(tell: Tell): Promise<readonly TimedPress[]>
}

/** Prints each page from the moment that it is finished. */
export function startPrinting(press: Press, world: World): Printing {
  const started: Promise<TimedPress>[] = []
  return {
    print(page, plan, measured) {
      const budget = pageBudget(measured.material.factsheet, page.document)
      const begun = world.elapsed()
      const one = press
        .print({ page, budget, finishing: finishingOf(page, plan, measured, world.env) })
        .then((pressed) => ({ ...pressed, milliseconds: world.elapsed() - begun }))
      // What fails is told by `end`, which is not reached when a later page is refused.
      one.catch(() => undefined)
      started.push(one)
    },
    async end(tell) {
      const waiting = world.elapsed()
      const printed = await Promise.all(started)
      for (const one of printed) one.problems.forEach(tell)
      const pages = printed.reduce((sum, one) => sum + one.pages, 0)
      world.log.stage('pdf', `${printed.length} documents, ${pages} pages`, world.elapsed() - waiting)
      return printed
    },
  }
}
