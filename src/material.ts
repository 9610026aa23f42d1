/** Everything that a factsheet is made of, read in one go, so that all problems of all files are told together. */
import type { DataPackage } from './data/dataset.ts'
import { readPackage } from './data/package.ts'
import { type Factsheet, readFactsheet } from './factsheet.ts'
import { type Reviewed, readReviewed } from './format/reviewed.ts'
import { readTexts, type Texts } from './format/texts.ts'
import { type ChartFile, readChart, readChartSchema } from './graphics/chart.ts'
import { type Fonts, readFonts } from './graphics/fonts.ts'
import { readTheme, type Theme } from './graphics/theme.ts'
import { checkSheet, type Sheet } from './html/sheet.ts'
import { readTemplates, type Templates } from './html/template.ts'
import type { Problem, Tell } from './problem.ts'
import type { World } from './world.ts'

export interface Material {
  readonly factsheet: Factsheet
  readonly data: DataPackage
  readonly texts: ReadonlyMap<string, Texts>
  readonly reviewed: Reviewed
  readonly templates: Templates
  readonly charts: ReadonlyMap<string, ChartFile>
  readonly theme: Theme
  readonly fonts: Fonts
  /** Style sheets, the shared one first. */
  readonly sheets: readonly string[]
}

/** Codes of the notes that the data know, in their order. */
export const noteIds = ({ data }: Material): readonly string[] =>
  data.codelists.get('notes')?.codes.map((one) => one.code) ?? []

/** What every factsheet shares: the project's own, or what comes with the tool (see world.ts). */
const SHARED = 'templates/shared'

/** Files are read at the same time; what is told of them comes in the order in which they were asked for. */
function inOrder(tell: Tell): { turn(): Tell; end(): void } {
  const turns: Problem[][] = []
  return {
    turn() {
      const told: Problem[] = []
      turns.push(told)
      return (one) => told.push(one)
    },
    end() {
      turns.flat().forEach(tell)
    },
  }
}

/** Reads all of it; what cannot be read has been told, and then the result is null. */
export async function readMaterial(id: string, world: World, tell: Tell): Promise<Material | null> {
  const factsheet = await readFactsheet(id, world, tell)
  if (!factsheet) return null
  const folders = [SHARED, factsheet.folder]
  const textFolders = folders.map((folder) => `${folder}/text`)
  const order = inOrder(tell)
  const [data, texts, reviewed, templates, charts, theme, fonts, sheets] = await Promise.all([
    readPackage(`data/${factsheet.spec.data}`, world, order.turn()),
    readTexts(textFolders, factsheet.languages, world, order.turn()),
    readReviewed(textFolders, factsheet.languages, world, order.turn()),
    readTemplates(folders, world, order.turn()),
    readCharts(factsheet, world, order.turn()),
    readTheme(`${SHARED}/theme.yaml`, world, order.turn(), `${factsheet.folder}/theme.yaml`),
    readFonts(`${SHARED}/fonts.yaml`, world, order.turn()),
    readSheets(folders, world),
  ])
  for (const sheet of sheets) checkSheet(sheet, theme && Object.keys(theme.colours), order.turn())
  order.end()
  if (!theme || !fonts) return null
  const styles = sheets.map(({ text }) => text)
  return { factsheet, data, texts, reviewed, templates, charts, theme, fonts, sheets: styles }
}

async function readCharts(factsheet: Factsheet, world: World, tell: Tell): Promise<ReadonlyMap<string, ChartFile>> {
  const ids = Object.keys(factsheet.spec.graphics)
  if (ids.length === 0) return new Map()
  const schema = await readChartSchema(world)
  const order = inOrder(tell)
  const charts = await Promise.all(ids.map((id) => readChart(id, factsheet.folder, schema, world, order.turn())))
  order.end()
  return new Map(ids.flatMap((id, index) => (charts[index] ? [[id, charts[index]] as const] : [])))
}

async function readSheets(folders: readonly string[], world: World): Promise<readonly Sheet[]> {
  const files = folders.map((folder) => `${folder}/style.css`)
  const there = await Promise.all(files.map((file) => world.files.exists(file)))
  const found = files.filter((_, index) => there[index])
  return Promise.all(
    found.map(async (file) => ({ file, text: new TextDecoder().decode(await world.files.read(file)) })),
  )
}
