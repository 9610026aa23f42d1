/** A reader before a screen or a sheet of paper: how large, how lit, and in whose colours. */
import type { CDPSession, Page as Tab } from 'puppeteer'
import type { Draft } from '../../src/draft.ts'
import { indexOutput } from '../../src/index-page.ts'
import { FACTSHEETS, lastingDraftOf } from '../e2e/drafting.ts'
import { TOOL } from '../e2e/project.ts'
import { openPage, openTab } from '../e2e/screen.ts'

/** Every factsheet that builds: the one that ships, and those of the tests, one of them with a language from right to left. */
export const CASES = [...FACTSHEETS, { factsheet: 'tourism', root: `${TOOL}/test/factsheets/tourism` }]

export interface Sight {
  readonly media: 'screen' | 'print'
  readonly scheme: 'light' | 'dark'
  /** CSS pixels. */
  readonly width: number
  readonly height?: number
  /** The reader's own colours take the place of the page's, as with the high contrast of Windows. */
  readonly forced?: boolean
}

/** The three modes of a theme. */
export const MODES: readonly Pick<Sight, 'media' | 'scheme'>[] = [
  { media: 'screen', scheme: 'light' },
  { media: 'screen', scheme: 'dark' },
  { media: 'print', scheme: 'light' },
]

/** Every width by day. A theme changes nothing but colours by night, at every width the same ones (theme.test.ts): one width is enough. */
export const SIGHTS: readonly Sight[] = [
  { media: 'screen', scheme: 'light', width: 1440 },
  { media: 'screen', scheme: 'light', width: 360 },
  { media: 'screen', scheme: 'dark', width: 360 },
  { media: 'print', scheme: 'light', width: 794 },
]

export interface Reader {
  readonly tab: Tab
  /** Puts a page before the reader. */
  look(html: string, sight: Sight): Promise<void>
}

export async function seatReader(): Promise<Reader> {
  const tab = await openTab()
  const session = await tab.createCDPSession()
  return {
    tab,
    async look(html, sight) {
      await tab.setViewport({ width: sight.width, height: sight.height ?? 900 })
      await emulate(session, sight)
      await openPage(tab, html)
      await tab.evaluate(async () => void (await document.fonts.ready))
    },
  }
}

/** In one call: puppeteer's own for features takes the medium back. */
async function emulate(session: CDPSession, { media, scheme, forced }: Sight): Promise<void> {
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'forced-colors', value: forced ? 'active' : 'none' },
  ]
  await session.send('Emulation.setEmulatedMedia', { media, features })
}

/** A page to be read, and what it is called when something is wrong with it. */
export interface Read {
  readonly name: string
  readonly html: string
}

/** The pages of a factsheet, and with the other ones the page that opens them. */
export async function pagesOf(one: (typeof CASES)[number]): Promise<{ draft: Draft; pages: readonly Read[] }> {
  const draft = await lastingDraftOf(one)
  return { draft, pages: draft.pages.map(({ document, html }) => ({ name: document, html })) }
}

/** The page that opens the files of a factsheet. */
export function indexOf(draft: Draft): Read {
  const bytes = new Uint8Array(2000)
  const outputs = draft.plans.flatMap(({ document, name }) => [
    { path: `${name}.html`, kind: 'html' as const, document, bytes },
    { path: `${name}.pdf`, kind: 'pdf' as const, document, bytes, pages: 2 },
  ])
  return { name: 'index', html: new TextDecoder().decode(indexOutput(draft, outputs).bytes) }
}
