/** What the messages about an edition are written with. */
import type { Texts } from '../format/texts.ts'
import type { Theme } from '../graphics/theme.ts'
import { checkSheet } from '../html/sheet.ts'
import { readTemplates, type Templates } from '../html/template.ts'
import type { Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Mailing } from './letter.ts'
import { mailStyle } from './style.ts'

export interface Stationery extends Mailing {
  /** Absolute address of the public root; null when it is not known. */
  readonly site: string | null
  /** By code of the language. */
  readonly texts: ReadonlyMap<string, Texts>
  readonly templates: Templates
  readonly style: string
  /** A published file, by its path in the folder of the newest version. */
  readonly read: (path: string) => Promise<Uint8Array>
  /** Null for messages that are not signed. */
  readonly signing: Signing | null
}

export interface Signing {
  readonly domain: string
  readonly selector: string
  /** PEM. */
  readonly key: string
}

/** The body of a message, in HTML and as text. */
export const BODIES = ['message', 'message.text'] as const

/** Reads the templates and style sheets of messages: of each folder `mail`, the factsheet's own last. */
export async function readBodies(
  folders: readonly string[],
  theme: Theme,
  world: World,
  tell: Tell,
): Promise<Pick<Stationery, 'templates' | 'style'>> {
  const own = folders.map((folder) => `${folder}/mail`)
  const templates = await readTemplates(own, world, tell, BODIES)
  const sheets: string[] = []
  for (const file of own.map((folder) => `${folder}/style.css`)) {
    if (!(await world.files.exists(file))) continue
    const text = new TextDecoder().decode(await world.files.read(file))
    checkSheet({ file, text }, Object.keys(theme.colours), tell)
    sheets.push(text)
  }
  return { templates, style: mailStyle(sheets.join('\n'), theme) }
}
