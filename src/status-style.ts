/** The style of the status page: that of the review sheet, with what only the status page has, in the shared colours and fonts. */
import { readFonts } from './graphics/fonts.ts'
import { readTheme, themeCss } from './graphics/theme.ts'
import { pageStyle } from './html/style.ts'
import { type Problem, Refusal } from './problem.ts'
import type { StyleFor } from './serve/page/frame.ts'
import type { World } from './world.ts'

const SHARED = 'templates/shared'
const SHEETS = [`${SHARED}/review/style.css`, `${SHARED}/status.css`]

/** Read once, so that the page can be shown whatever becomes of the files; throws a Refusal when they cannot be used. */
export async function statusStyle(world: World): Promise<StyleFor> {
  const problems: Problem[] = []
  const tell = (one: Problem) => void problems.push(one)
  const [theme, fonts, ...sheets] = await Promise.all([
    readTheme(`${SHARED}/theme.yaml`, world, tell),
    readFonts(`${SHARED}/fonts.yaml`, world, tell),
    ...SHEETS.map((path) => world.files.read(path)),
  ])
  if (!theme || !fonts) throw new Refusal(problems)
  const rules = [...sheets.map((sheet) => new TextDecoder().decode(sheet)), themeCss(theme)]
  return (body) => pageStyle(rules, body, fonts)
}
