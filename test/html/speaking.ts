/** A small factsheet in two languages, to be rendered with templates of a test's own. */
import type { Figures } from '../../src/figures/figure.ts'
import type { Language } from '../../src/format/language.ts'
import type { Texts } from '../../src/format/texts.ts'
import type { Graphic } from '../../src/graphics/graphic.ts'
import { type Page, type PageInput, renderPage } from '../../src/html/page.ts'
import { readTemplates } from '../../src/html/template.ts'
import type { Problem } from '../../src/problem.ts'
import { dataPackage, dataset, measured } from '../figures/measuring.ts'
import { fr, nl, textsIn } from '../format/fixtures.ts'
import { listener, memoryWorld } from '../memory-world.ts'

/** Two years of three countries; the first carries a note, the second is provisional, the third is not there. */
export function smallFigures(): Figures {
  const data = dataset(
    'returns',
    `year country value status note
    2019 BR 2000 A
    2019 GE 100 A
    2019 AL 10 A
    2020 BR 1480 A dublin
    2020 GE 120 P
    2020 AL ? O`,
  )
  const spec = {
    tables: {
      countries: {
        from: 'returns',
        rows: { country: 'all' },
        columns: {
          persons: { where: { year: 'edition' } },
          previous: { where: { year: 'previous' } },
          share: { share: 'previous', decimals: 0 },
          hidden: { where: { year: 'edition' }, publish: false },
        },
      },
    },
    figures: {
      brazil: 'countries.BR.persons',
      change: { change: ['countries.BR.persons', 'countries.BR.previous'], as: 'percent' },
      albania: 'countries.AL.persons',
    },
  }
  return measured(spec, dataPackage(data)).figures
}

const WORDS: Readonly<Record<string, string>> = {
  nl: `title: Terugkeer & "cijfers" in {edition}
description: Cijfers <b>over</b> terugkeer.
agency: Agentschap
file: terugkeer-{edition}
lead: "<strong>{brazil}</strong> mensen, {change_size} minder. <link>www.voorbeeld.be</link>"
gone: Uit Albanië {albania}.
tables: { countries: { caption: Landen, rows: Land, file: landen, columns: { persons: "{edition}", previous: "{previous_edition}", share: Aandeel } } }
graphics: { map: { title: Kaart } }
words: { total: totaal, status: status, note: "noot {mark}" }
notes: { dublin: "Zonder {amount} mensen.", bus: Met de bus. }
rounding: { gap: Afgerond. }
status: { P: voorlopig, x: ontbreekt, r: herzien }`,
  fr: `title: Retours en {edition}
description: Chiffres des retours.
agency: Agence
file: retours-{edition}
lead: "<strong>{brazil}</strong> personnes, {change_size} de moins."
gone: D’Albanie {albania}.
tables: { countries: { caption: Pays, rows: Pays, file: pays, columns: { persons: "{edition}", previous: "{previous_edition}", share: Part } } }
graphics: { map: { title: Carte } }
words: { total: total, status: statut, note: "note {mark}" }
notes: { dublin: "Sans {amount} personnes.", bus: En bus. }
rounding: { gap: Arrondi. }
status: { P: provisoire, x: manquant }`,
}

const LANGUAGES: Readonly<Record<string, Language>> = { nl, fr }

/** The texts of the small factsheet in the languages asked for. */
export function smallTexts(...codes: readonly string[]): Promise<readonly Texts[]> {
  return Promise.all(codes.map((code) => textsIn(LANGUAGES[code] ?? nl, WORDS[code] ?? '')))
}

export interface Rendered {
  readonly page: Page | null
  /** What stands in the body. */
  readonly body: string
  readonly problems: readonly Problem[]
}

/** Renders a template in one language, or as a facing page in two. */
export async function render(
  template: string,
  codes: readonly string[] = ['nl'],
  changes: Partial<PageInput> = {},
): Promise<Rendered> {
  const { tell, problems } = listener()
  const files = { 't/page.hbs': template, 't/facing.hbs': template }
  const page = renderPage({
    document: codes.length > 1 ? 'facing' : (codes[0] ?? ''),
    texts: await smallTexts(...codes),
    figures: smallFigures(),
    graphics: new Map<string, Graphic>(),
    graphicTables: {},
    templates: await readTemplates(['t'], memoryWorld(files), tell),
    notes: new Map([
      ['bus', null],
      ['dublin', '300'],
    ]),
    head: { style: () => 'p { color: red }', alternates: [], canonical: null, license: null },
    imprint: null,
    tell,
    ...changes,
  })
  const body = /<body>\n([\s\S]*)\n<\/body>/.exec(page?.html ?? '')?.[1] ?? ''
  return { page, body, problems }
}
