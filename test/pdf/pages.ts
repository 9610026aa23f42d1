/** Small pages to be printed, each with one thing to look at. */
import type { Expected, Page } from '../../src/html/page.ts'
import { startPrinting } from '../../src/html/printing.ts'

/** A page with this body and style sheet; `expected` counts nothing unless it is told to. */
export function smallPage(
  body: string,
  { document = 'de', style = '', head = '', expected = {} }: SmallPage = {},
): Page {
  const html = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Seite</title>${head}
    <style>@page { size: 210mm 297mm; margin: 0 } body { margin: 0; font: 12px/1.4 serif } ${style}</style></head>
    <body>${body}</body></html>`
  return {
    document,
    languages: ['de'],
    html,
    printing: startPrinting(),
    expected: { rows: {}, marks: {}, ...expected },
  }
}

interface SmallPage {
  readonly document?: string
  readonly style?: string
  readonly head?: string
  readonly expected?: Partial<Expected>
}
