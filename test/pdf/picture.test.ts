/** Pictures of printed pages, made by a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from '../../src/pdf/picture.ts'
import { smallPage } from './pages.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio(process.env)
})
afterAll(() => studio.close())

const STYLE = `.sheet { width: 210mm; height: 296.9mm; break-after: page } .sheet:last-child { break-after: auto }
  .draft { position: fixed; inset: 0 0 auto; background: black; height: 8mm }`
const sheets = (...bodies: readonly string[]) => bodies.map((one) => `<section class="sheet">${one}</section>`).join('')
const page = (body: string) => smallPage(body, { style: STYLE })
const isWebp = (bytes: Uint8Array) => Buffer.from(bytes.slice(8, 12)).toString('latin1') === 'WEBP'

describe('pictures', () => {
  it('are one for each sheet, as wide as A4', async () => {
    const { pictures, pages } = await studio.picture({ page: page(sheets('eins', 'zwei')), budget: 2 }, [])
    expect(pages).toBe(2)
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [794, 1122],
      [794, 1122],
    ])
    expect(pictures.every(({ bytes }) => isWebp(bytes) && bytes.length < 100_000)).toBe(true)
  })

  it('tell what is wrong with the layout, as printing does', async () => {
    const { problems } = await studio.picture({ page: page(sheets('eins', 'zwei')), budget: 1 }, [])
    expect(problems.map(({ code }) => code)).toEqual(['page-budget'])
  })

  it('are the same for pages that look the same, whether they are drafts or not', async () => {
    const draft = page(`<header class="draft"><p>Entwurf</p></header>${sheets('eins', 'zwei')}`)
    const { pictures } = await studio.picture({ page: draft, budget: 2 }, [])
    const old = await studio.pictureOld(page(sheets('eins', 'drei')).html, [])
    const same = pictures.map(({ bytes }, index) => Buffer.from(bytes).equals(Buffer.from(old[index]?.bytes ?? [])))
    expect(same).toEqual([true, false])
  })

  it('set off the figures that they are told to', async () => {
    const { html } = page(sheets('<data data-figure="total" value="1">1</data>'))
    const [plain, marked, other] = [
      await studio.pictureOld(html, []),
      await studio.pictureOld(html, ['total']),
      await studio.pictureOld(html, ['another']),
    ].map(([one]) => Buffer.from(one?.bytes ?? []))
    expect(plain?.equals(other as Buffer)).toBe(true)
    expect(plain?.equals(marked as Buffer)).toBe(false)
  })
})
