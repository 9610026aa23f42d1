/** Pictures of the printed pages of a document, for people who compare them by eye. */
import type { ScreenshotClip, Page as Tab } from 'puppeteer'
import { type Environment, launchBrowser } from './browser.ts'
import { type Desk, openDesk, type Page, type Printed, printAt, showAt } from './print.ts'

/** A picture of one sheet; one that flows over several pages is one long picture. */
export interface Picture {
  /** WebP. */
  readonly bytes: Uint8Array
  /** CSS pixels: a sheet of A4 is 794 wide. */
  readonly width: number
  readonly height: number
}

/** A page that is to be printed, to see that it can be, and pictured. */
export interface Sitting {
  readonly page: Page
  readonly budget: number | null
}

export interface Studio {
  /** Prints a page, and pictures its sheets with these figures set off. */
  picture(
    sitting: Sitting,
    figures: readonly string[],
  ): Promise<Pick<Printed, 'pages' | 'problems'> & { readonly pictures: readonly Picture[] }>
  /** Pictures the sheets of a page that was printed long ago. */
  pictureOld(html: string, figures: readonly string[]): Promise<readonly Picture[]>
  /** Ends the browser. */
  close(): Promise<void>
}

/** Small, and text stays sharp enough to be read. */
const QUALITY = 70
/** CSS pixels; of a longer sheet the beginning is pictured. */
const LONGEST = 4500

/** Starts a browser for pictures. */
export async function openStudio(env: Environment): Promise<Studio> {
  const browser = await launchBrowser(env)
  const desk = await openDesk(browser)
  return {
    async picture({ page, budget }, figures) {
      const { pages, problems } = await printAt(desk, page, budget)
      return { pages, problems, pictures: await pictures(desk, figures) }
    },
    async pictureOld(html, figures) {
      await showAt(desk, { html })
      return pictures(desk, figures)
    },
    close: () => browser.close(),
  }
}

async function pictures({ tab }: Desk, figures: readonly string[]): Promise<readonly Picture[]> {
  await tab.evaluate(prepare, figures)
  const boxes = await tab.evaluate(sheets)
  const made: Picture[] = []
  for (const box of boxes) made.push(await pictureOf(tab, { ...box, height: Math.min(box.height, LONGEST) }))
  return made
}

async function pictureOf(tab: Tab, clip: ScreenshotClip): Promise<Picture> {
  const bytes = await tab.screenshot({ clip, type: 'webp', quality: QUALITY, captureBeyondViewport: true })
  return { bytes, width: clip.width, height: clip.height }
}

/** Runs in the browser. What is fixed is printed on every page, and would stand on one picture only. */
async function prepare(figures: readonly string[]): Promise<void> {
  await document.fonts.ready
  for (const element of document.querySelectorAll<HTMLElement>('body > *'))
    if (getComputedStyle(element).position === 'fixed') element.remove()
  for (const element of document.querySelectorAll<HTMLElement>('[data-figure]')) {
    if (!figures.includes(element.getAttribute('data-figure') ?? '')) continue
    element.style.outline = '2px solid var(--colour-accent, currentColor)'
    element.style.outlineOffset = '1px'
  }
}

/** Runs in the browser. */
function sheets(): ScreenshotClip[] {
  return [...document.querySelectorAll('.sheet')].map((sheet) => {
    const { x, y, width, height } = sheet.getBoundingClientRect()
    return {
      x: Math.round(x + scrollX),
      y: Math.round(y + scrollY),
      width: Math.round(width),
      height: Math.round(height),
    }
  })
}
