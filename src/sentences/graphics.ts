import type { Sentence } from '../problem.ts'

const MODE_WORDS = { light: 'On the light page', dark: 'On the dark page', print: 'On paper' } as const
/** How a colour stands with the other one, and what it is. */
const ROLE_WORDS = {
  text: ['as text on', 'text'],
  'large-text': ['as large text on', 'large text'],
  mark: ['beside', 'what has a meaning'],
  focus: ['as the ring of the keyboard focus on', 'a focus ring'],
} as const

export const graphicSentences = {
  'chart-missing': (f: { chart: string; file: string }) => ({
    message: `The graphic ${f.chart} is declared, but there is no file ${f.file}`,
    hint: 'add the chart file, or take the graphic out of factsheet.yaml',
  }),
  'chart-not-vega-lite': (f: { at: string; reason: string; hint?: string | undefined }) => ({
    message: f.at === '' ? `This is not a Vega-Lite chart: ${f.reason}` : `${f.at}: ${f.reason}`,
    hint: f.hint,
  }),
  'chart-data-unknown': (f: { name: string; hint: string }) => ({
    message: `The chart asks for the data "${f.name}", which this graphic does not have`,
    hint: f.hint,
  }),
  'chart-data-not-by-name': (f: { found: string }) => ({
    message: `The chart brings data of its own (${f.found}); it may only draw a table of the factsheet`,
    hint: 'write "data": { "name": "…" } with the name of the table',
  }),
  'chart-field-unknown': (f: { field: string; table: string; hint: string }) => ({
    message: `The chart draws the field "${f.field}", which table ${f.table} does not have`,
    hint: f.hint,
  }),
  'chart-encodes-label': (f: { field: string; channel: string }) => ({
    message: `The chart places its marks (${f.channel}) by "${f.field}"; two rows with the same words would become one`,
    hint: 'place them by "row" (the code); the words are put on the axis by themselves',
  }),
  'chart-word-unknown': (f: { key: string; language: string; hint: string }) => ({
    message: `The chart uses the text "${f.key}", which is not in the ${f.language} text files`,
    hint: f.hint,
  }),
  'chart-colour-unknown': (f: { colour: string; hint: string }) => ({
    message: `The theme has no colour "${f.colour}"`,
    hint: f.hint,
  }),
  'chart-fixed-colour': (f: { colour: string; graphic: string }) => ({
    message: `The graphic ${f.graphic} uses the colour ${f.colour}, which is not one of the theme and stays as it is on a dark page`,
    hint: 'use a colour of the theme, for example "@theme.strong"',
    severity: 'warning' as const,
  }),
  'chart-fails': (f: { graphic: string; reason: string }) => ({
    message: `The graphic ${f.graphic} cannot be drawn: ${f.reason}`,
    hint: 'the last change to the chart file is the likely cause',
  }),
  'graphic-text-cut': (f: { graphic: string; text: string }) => ({
    message: `In the graphic ${f.graphic}, the text "${f.text}" is cut off`,
    hint: 'take out the "limit" or "labelLimit" of the chart file, or set "usermeta": { "labels": { "width": … } } to have it wrapped',
  }),
  'graphic-text-outside': (f: { graphic: string; text: string; by: number }) => ({
    message: `In the graphic ${f.graphic}, the text "${f.text}" stands ${f.by} px outside the drawing`,
    hint: 'give the chart file more "padding", or a smaller "labels" width',
  }),
  'graphic-texts-overlap': (f: { graphic: string; first: string; second: string }) => ({
    message: `In the graphic ${f.graphic}, the texts "${f.first}" and "${f.second}" lie over each other`,
    hint: 'make the chart wider or higher, or use a shorter name in the text file',
  }),
  'graphic-rows-not-drawn': (f: { graphic: string; table: string; rows: readonly string[] }) => ({
    message: `The graphic ${f.graphic} leaves out ${f.rows.join(', ')} of table ${f.table}, though ${f.rows.length === 1 ? 'it has a number' : 'they have numbers'}`,
    hint: 'look for a filter, or for marks that lie outside the scale, in the chart file',
  }),
  'font-missing': (f: { family: string; weight: number; file: string }) => ({
    message: `The font ${f.family} ${f.weight} is not there: ${f.file} cannot be read`,
    hint: 'check the name in fonts.yaml, or run `npm ci` to install the fonts again',
  }),
  'font-not-readable': (f: { family: string; file: string; reason: string }) => ({
    message: `The font ${f.family} in ${f.file} cannot be used: ${f.reason}`,
    hint: 'run `npm ci` to install the fonts again',
  }),
  'font-unknown': (f: { family: string; graphic: string; hint: string }) => ({
    message: `The graphic ${f.graphic} asks for the font ${f.family}, which is not one of fonts.yaml`,
    hint: f.hint,
  }),
  'glyph-missing': (f: { graphic: string; character: string; code: string; text: string }) => ({
    message: `No font of fonts.yaml has the character ${f.character} (${f.code}) of "${f.text}" in the graphic ${f.graphic}`,
    hint: 'add a family or a subset with that character to fonts.yaml',
  }),
  'theme-contrast': (f: {
    colour: string
    ground: string
    role: keyof typeof ROLE_WORDS
    mode: keyof typeof MODE_WORDS
    shades: readonly [string, string]
    ratio: number
    needed: number
  }) => ({
    // Rounded down: 4.499 must not read as the 4.5 that it does not reach.
    message: `${MODE_WORDS[f.mode]}, ${f.colour} (${f.shades[0]}) ${ROLE_WORDS[f.role][0]} ${f.ground} (${f.shades[1]}) has a contrast of ${(Math.floor(f.ratio * 100) / 100).toFixed(2)}:1; ${ROLE_WORDS[f.role][1]} needs at least ${f.needed}:1`,
    hint: `make ${f.colour} or ${f.ground} darker or lighter, until they differ enough for people with low vision`,
  }),
  'theme-colour-unknown': (f: { colour: string; hint: string }) => ({
    message: `The theme has no colour "${f.colour}"`,
    hint: f.hint,
  }),
  'theme-colour-unchecked': (f: { colour: string }) => ({
    message: `Nothing says what the colour ${f.colour} is for, so its contrast cannot be checked`,
    hint: 'name it in `contrast:` with the colours that it stands on, or in `decoration:` when it says nothing',
  }),
} satisfies Record<string, (facts: never) => Sentence>
