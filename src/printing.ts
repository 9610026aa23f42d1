/** Prints the pages of a set from the moment that each is finished, and waits for the last. */

import type { TimedPress } from './document-set.ts'
import type { DocumentPlan, Measured } from './draft.ts'
import { pageBudget } from './factsheet.ts'
import { finishingOf } from './finishing.ts'
import type { Page } from './html/page.ts'
import { keyOf, type Product, sha256 } from './keep.ts'
import type { Press, Pressed, Sheet } from './pdf/press.ts'
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
      const sheet = { page, budget, finishing: finishingOf(page, plan, measured, world.env) }
      const one = keptPdf(sheet, press, world).then((pressed) => ({
        ...pressed,
        milliseconds: world.elapsed() - begun,
      }))
      // What fails is told by `end`, which is not reached when a later page is refused.
      one.catch(() => undefined)
      started.push(one)
    },
    async end(tell) {
      const waiting = world.elapsed()
      const printed = await Promise.all(started)
      for (const one of printed) one.problems.forEach(tell)
      const pages = printed.reduce((sum, one) => sum + one.pages, 0)
      const kept = printed.filter((one) => one.kept).length
      const before = kept > 0 ? `, ${kept} as before` : ''
      world.log.stage('pdf', `${printed.length} documents, ${pages} pages${before}`, world.elapsed() - waiting)
      return printed
    },
  }
}

/** The PDF of an earlier build where it would come out the same, else printed and finished. */
async function keptPdf(sheet: Sheet, press: Press, { keep }: World): Promise<Pressed & { readonly kept: boolean }> {
  const { value, problems, kept } = await keep(
    () => pdfProduct(sheet),
    async () => {
      const { problems, ...value } = await press.print(sheet)
      return { value, problems }
    },
  )
  return { ...value, problems, kept }
}

function pdfProduct({ page, budget, finishing }: Sheet): Product {
  const { document, languages, html, expected } = page
  const { attachments, ...said } = finishing
  const attached = attachments.map(({ bytes, ...one }) => [one, sha256(bytes)])
  return {
    kind: 'pdf',
    of: said.facts.identifier,
    needs: {
      'its page': keyOf(document, languages, sha256(html), expected),
      'its attached tables and figures': keyOf(attached),
      'its metadata and page budget': keyOf(said, budget),
    },
  }
}
