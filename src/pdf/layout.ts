/**
 * What is looked at in a page as Chromium laid it out, before it is printed. These functions run inside the browser:
 * they are sent there as text, and may use only each other.
 */
import type { Expected } from '../html/page.ts'

export interface Finding {
  readonly kind: 'shrunk' | 'overflow' | 'clipped' | 'ellipsis' | 'font' | 'rows' | 'marks' | 'sheet'
  /** The element, as a person would point at it. */
  readonly element: string
  readonly detail: string
}

/** Millimetres of an A4 sheet, and what rounding to whole device pixels may add. */
const SHEET_MM = 297
const SHEET_GRACE_MM = 0.1
/** CSS pixels by which a box may seem wider than it is: the screen rounds widths, print does not. */
const GRACE_PX = 1
/** Of the size that a graphic was made for; below this its smallest text is under 8 pt. */
const LEAST_SHARE = 0.97

function nameOf(element: Element): string {
  const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)
  const near = element.closest('[id]')
  return `<${element.tagName.toLowerCase()}>${near ? ` in #${near.id}` : ''} "${words}"`
}

async function fontsNotLoaded(): Promise<Finding[]> {
  await document.fonts.ready
  return [...document.fonts]
    .filter((face) => face.status === 'error' || face.status === 'loading')
    .map((face) => ({ kind: 'font', element: `${face.family} ${face.weight}`, detail: face.status }))
}

/** A sheet that flows over several pages has its length checked by the number of pages. */
function sheetsTooLong(millimetres: number, grace: number): Finding[] {
  return [...document.querySelectorAll('.sheet:not(.flow)')].flatMap((sheet, index) => {
    const height = (sheet.getBoundingClientRect().height * 25.4) / 96
    const detail = (height - millimetres).toFixed(1)
    return height > millimetres + grace ? [{ kind: 'sheet', element: String(index + 1), detail }] : []
  })
}

function boxesTooSmall(grace: number): Finding[] {
  const found: Finding[] = []
  for (const element of document.querySelectorAll('body *:not(svg *)')) {
    const wide = element.scrollWidth - element.clientWidth
    const high = element.scrollHeight - element.clientHeight
    // Nearly every box ends here; asking for the style of each takes longer than all other looks together.
    if ((wide <= grace && high <= grace) || element.clientWidth === 0) continue
    const style = getComputedStyle(element)
    if (style.display === 'none' || style.display === 'inline') continue
    if (wide > grace) found.push({ kind: 'overflow', element: nameOf(element), detail: String(wide) })
    if (style.overflow !== 'visible' && high > grace)
      found.push({ kind: 'clipped', element: nameOf(element), detail: String(high) })
  }
  return found
}

function outsidePage(grace: number): Finding[] {
  const right = document.documentElement.clientWidth
  return [...document.querySelectorAll('th, td, p, svg')].flatMap((element) => {
    const box = element.getBoundingClientRect()
    const beyond = Math.max(box.right - right, -box.left)
    return beyond > grace ? [{ kind: 'overflow', element: nameOf(element), detail: String(Math.round(beyond)) }] : []
  })
}

function graphicTextCut(grace: number): Finding[] {
  return [...document.querySelectorAll('svg text')].flatMap((text) => {
    const frame = text.closest('svg')?.getBoundingClientRect()
    const box = text.getBoundingClientRect()
    const inside = !frame || (box.right <= frame.right + grace && box.left >= frame.left - grace)
    return inside ? [] : [{ kind: 'clipped', element: nameOf(text), detail: 'text' }]
  })
}

/** A graphic that is drawn smaller than it was made has text that is too small to read. */
function graphicShrunk(least: number): Finding[] {
  return [...document.querySelectorAll('svg[width]')].flatMap((svg) => {
    const made = Number(svg.getAttribute('width'))
    const share = made === 0 ? 1 : svg.getBoundingClientRect().width / made
    return share < least ? [{ kind: 'shrunk', element: nameOf(svg), detail: String(Math.round(share * 100)) }] : []
  })
}

function ellipses(): Finding[] {
  const found: Finding[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent && parent.tagName !== 'SCRIPT' && node.textContent?.includes('…'))
      found.push({ kind: 'ellipsis', element: nameOf(parent), detail: '' })
  }
  return found
}

function miscounted(kind: 'rows' | 'marks', expected: Readonly<Record<string, number>>, selector: string): Finding[] {
  return Object.entries(expected).flatMap(([id, count]) => {
    const found = document.querySelectorAll(selector.replace('ID', id)).length
    return found === count ? [] : [{ kind, element: id, detail: `${found}/${count}` }]
  })
}

const INSIDE = [
  nameOf,
  fontsNotLoaded,
  sheetsTooLong,
  boxesTooSmall,
  outsidePage,
  graphicTextCut,
  graphicShrunk,
  ellipses,
  miscounted,
]

/** The script that looks at a page and gives its findings; `expected` are rows by table and marks by graphic. */
export function layoutScript(expected: Expected): string {
  const rows = `miscounted('rows', ${JSON.stringify(expected.rows)}, '[data-table="ID"] tbody tr')`
  const marks = `miscounted('marks', ${JSON.stringify(expected.marks)}, '[data-graphic="ID"] .marks > path')`
  const looks = `...(await fontsNotLoaded()), ...sheetsTooLong(${SHEET_MM}, ${SHEET_GRACE_MM}), ...boxesTooSmall(${GRACE_PX}),
    ...outsidePage(${GRACE_PX}), ...graphicTextCut(${GRACE_PX}), ...graphicShrunk(${LEAST_SHARE}), ...ellipses(), ...${rows}, ...${marks}`
  return `(async () => { ${INSIDE.map(String).join('\n')}\nreturn [${looks}] })()`
}
