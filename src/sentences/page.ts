import type { Sentence } from '../problem.ts'

export const pageSentences = {
  'template-syntax': (f: { reason: string | null }) => ({
    message: `This template cannot be read: ${f.reason ?? 'a {{…}} on this line, or above it, is not closed or not written as it should be'}`,
    hint: 'look for a brace too few or too many, and for an {{#if}} or {{#each}} without its {{/if}} or {{/each}}',
  }),
  'template-unsafe-place': (f: { name: string; reason: string }) => ({
    message: `{{${f.name}}} cannot stand here: ${f.reason}`,
  }),
  'template-missing': (f: { page: string; folder: string }) => ({
    message: `There is no ${f.page}.hbs in ${f.folder}, and no shared one`,
  }),
  'unknown-name': (f: { name: string; part: string; hint: string }) => ({
    message: f.name === f.part ? `The page has no "${f.name}"` : `In {{${f.name}}}, the page has no "${f.part}"`,
    hint: f.hint,
  }),
  'unknown-helper': (f: { name: string; hint: string }) => ({
    message: `There is no helper "${f.name}"`,
    hint: f.hint,
  }),
  'unknown-partial': (f: { partial: string; hint: string }) => ({
    message: `There is no partial "${f.partial}"`,
    hint: f.hint,
  }),
  'imprint-not-printed': (f: { document: string; part: string }) => ({
    message: `The ${f.document} page does not show its ${f.part}, which its readers must see`,
    hint: `write {{${f.part}}} in the template: {{version}} in the title band, {{notices}} under it; on the facing page in {{#sides}}`,
  }),
  'template-fails': (f: { reason: string }) => ({ message: `The template fails: ${f.reason}` }),
  'style-fixed-colour': (f: { colour: string }) => ({
    message: `The style sheet writes the colour ${f.colour} itself, so nobody checks its contrast and it stays as it is on a dark page`,
    hint: 'give the colour a name in theme.yaml, and write var(--colour-<name>) here',
  }),
  'style-colour-unknown': (f: { colour: string; hint: string }) => ({
    message: `The theme has no colour "${f.colour}"`,
    hint: f.hint,
  }),
  'style-sets-colour': (f: { colour: string }) => ({
    message: `The style sheet gives the theme's colour ${f.colour} another value, which would escape the check of its contrast`,
    hint: 'change the colour in theme.yaml, or use another one of the theme here',
  }),
  'note-after-notes': (f: { note: string; document: string }) => ({
    message: `In ${f.document}, note ${f.note} is used below the list of notes, which was already printed`,
    hint: 'put {{notes}} after everything that can carry a note',
  }),
  'notes-not-printed': (f: { document: string; count: number }) => ({
    message: `In ${f.document}, ${f.count} note marks are printed but the notes themselves are not`,
    hint: 'add {{notes}} at the foot of the page',
  }),
  'note-unused': (f: { note: string }) => ({
    message: `Note ${f.note} has a text, but nothing that is printed carries it`,
    hint: 'take the text away, or give an observation the note',
    severity: 'warning' as const,
  }),
  'figure-not-printed': (f: { figure: string }) => ({
    message: `The figure ${f.figure} is declared but no text, table or graphic prints it`,
    hint: 'use it in a text, or take it out of `figures:`',
    severity: 'warning' as const,
  }),
  'parity-broken': (f: { first: string; second: string; missing: readonly string[] }) => ({
    message: `The ${f.first} page prints figures that the ${f.second} page does not: ${f.missing.slice(0, 8).join(', ')}`,
    hint: 'each language must print the same figures; look for a sentence or a table that one of them leaves out',
  }),
  'page-budget': (f: { document: string; pages: number; budget: number }) => ({
    message: `The ${f.document} document has ${f.pages} pages instead of ${f.budget}`,
    hint: 'shorten its texts, or change `pages:` in factsheet.yaml',
  }),
  'print-fails': (f: { document: string; reason: string }) => ({
    message: `The browser failed three times at the ${f.document} document, the last time alone: ${f.reason}`,
    hint: 'look for something very large in it: a table, an image, a graphic with many thousands of marks',
  }),
  'sheet-too-long': (f: { document: string; sheet: string; millimetres: string }) => ({
    message: `Page ${f.sheet} of the ${f.document} document is ${f.millimetres} mm too long`,
    hint: 'shorten a text on that page, or give it less to hold',
  }),
  'box-overflow': (f: { document: string; element: string; kind: string; detail: string }) => ({
    message: `In the ${f.document} document, ${f.element} does not fit its box (${f.kind}, ${f.detail}${/^\d+$/.test(f.detail) ? ' pixels' : ''})`,
    hint: 'use a shorter word, or a soft hyphen in a long one',
  }),
  'text-cut': (f: { document: string; element: string }) => ({
    message: `In the ${f.document} document, ${f.element} holds "…", the sign of a text that was cut`,
  }),
  'graphic-shrunk': (f: { document: string; element: string; percent: string }) => ({
    message: `In the ${f.document} document, the graphic ${f.element} is drawn at ${f.percent} % of its size, so its text is too small`,
    hint: 'give it a wider place on the page, or a smaller `width` in its chart file',
  }),
  'font-not-loaded': (f: { document: string; font: string }) => ({
    message: `In the ${f.document} document, the font ${f.font} did not load`,
  }),
  'rows-miscounted': (f: { document: string; table: string; count: string }) => ({
    message: `In the ${f.document} document, table ${f.table} shows ${f.count.replace('/', ' rows instead of ')}`,
  }),
  'marks-miscounted': (f: { document: string; graphic: string; count: string }) => ({
    message: `In the ${f.document} document, graphic ${f.graphic} shows ${f.count.replace('/', ' marks instead of ')}`,
  }),
  'page-console': (f: { document: string; text: string }) => ({
    message: `The ${f.document} page says on the browser's console: ${f.text}`,
  }),
  'page-request': (f: { document: string; url: string }) => ({
    message: `The ${f.document} page asks for ${f.url}; it must hold everything itself`,
  }),
} satisfies Record<string, (facts: never) => Sentence>
