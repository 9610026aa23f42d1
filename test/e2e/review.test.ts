/** From a published version to the sheet of the person who signs the next one: by the command line, read in a real browser. */
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeOn } from '../accessibility/judging.ts'
import { type Reader, SIGHTS, seatReader } from '../accessibility/reader.ts'
import { builtProject, publishedProject } from './built.ts'
import { correctApril, correctTheRest } from './correcting.ts'
import { type Desk, openDesk } from './desk.ts'
import { copyProject, type Project, type Run } from './project.ts'

const DATA = 'data/voluntary-return'
const SHEET = 'out/review/voluntary-return-2020.html'
const PAGE = 'out/review/voluntary-return-2020-diff.html'
const SLOW = 120_000

let project: Project
let desk: Desk
let reader: Reader
beforeAll(async () => {
  desk = await openDesk()
  project = await publishedProject()
  reader = await seatReader()
}, SLOW)
afterAll(async () => {
  await reader?.tab.close()
  await desk?.close()
  project?.remove()
})

/** In Dutch: when a sheet is made, its minutes are any number below sixty. */
const TIME_OF_DAY = /\d{1,2}\.\d{2} uur/g

/** The words of a page, without its style. */
const wordsIn = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/data:[^"]+/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** The words of one section. */
const section = (html: string, id: string) =>
  wordsIn(new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '')

/** What a parser of HTML has to mend. */
function mended(html: string): readonly string[] {
  const codes: string[] = []
  parse<DefaultTreeAdapterMap>(html, {
    onParseError: ({ code, startLine }) => void codes.push(`${code} in line ${startLine}`),
  })
  return codes
}

async function judge(): Promise<readonly string[]> {
  const found = await axeOn(reader.tab)
  expect(found.passes.length).toBeGreaterThan(15)
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

describe('a correction', () => {
  let run: Run
  let sheet: string
  beforeAll(async () => {
    correctApril(project)
    correctTheRest(project)
    run = await desk.run(['review', '--edition', '2020'], { root: project.root })
    sheet = run.code === 0 ? project.read(SHEET) : ''
  }, SLOW)

  it('is written to one file, and told in a line', () => {
    expect(run).toMatchObject({ code: 0, told: '' })
    expect(run.out).toContain(SHEET)
    expect(run.out).toContain('To be settled before it comes out: 1.')
  })

  it('begins with what must be decided: the kind, the version, and the approval that is missing', () => {
    const decision = section(sheet, 'checklist')
    for (const words of [
      'Kan nog niet verschijnen',
      'Volgende versie 2',
      'correctie',
      'ontbreekt',
      'De verschillen zijn nog niet goedgekeurd',
    ])
      expect(decision).toContain(words)
    expect(decision).toMatch(/Vingerafdruk van de verschillen [0-9a-f]{64} /)
  })

  it('tells the cells that were put in with their place, and the figures that follow, in the words of the reader', () => {
    const differences = section(sheet, 'differences')
    expect(differences).toMatch(/returns-by-month april 2020, Fedasil 61 63 gewijzigd 23:17/)
    expect(differences).toMatch(/totaal \(Totaal 2020\) 1\.847 1\.849 volgt daaruit/)
    expect(differences).toMatch(/Brazilië 480 482 ingevoerd/)
    expect(differences).toContain('mensen keerden vrijwillig terug in 2020 1.847 1.849')
  })

  it('shows the notice in every language, each in its own', () => {
    expect(sheet).toMatch(/<p lang="nl-BE" dir="ltr"><strong>Correctie van [^<]*<\/strong>[^<]*63 in plaats van 61/)
    expect(sheet).toMatch(/<p lang="fr-BE" dir="ltr"><strong>Correction du [^<]*<\/strong>[^<]*63 au lieu de 61/)
  })

  it('shows which numbers were found equal, and that the languages show the same', () => {
    expect(section(sheet, 'checks')).toMatch(
      /1\.849 totaal \(Totaal 2020\)[^·]*2020 Aantal vrijwillige terugkeerders per jaar/,
    )
    expect(section(sheet, 'checks')).toContain('april 2020 63')
    expect(section(sheet, 'parity')).toMatch(
      /Nederlands (\d+) 2 4 4 2 2 Frans \1 2 4 4 2 2 Tweetalig document \1 2 4 4 3 3/,
    )
  })

  it('ranks the greatest moves, and says what makes one unusual', () => {
    expect(section(sheet, 'moves')).toMatch(
      /Vermeld vanaf 25 %.*mei \(Totaal 2020\).*−68 %.*april \(Totaal 2020\).*−66 %/,
    )
  })

  it('says that the edition before was never published', () => {
    expect(section(sheet, 'editions')).toContain('Editie 2019 is nooit met dit programma gepubliceerd')
  })

  it('has the pages before and after beside each other, with alternatives, the language of the reader first', () => {
    const pictures = [
      ...sheet.matchAll(/<img src="data:image\/webp;base64,[^"]{1000,}" width="794" height="\d+" alt="([^"]+)">/g),
    ]
    const words = pictures.map((match) => match[1])
    expect(words.slice(0, 2)).toEqual([
      'Nederlands, bladzijde 1, gepubliceerde versie 1',
      'Nederlands, bladzijde 1, ontwerp',
    ])
    expect(words).toContain('Frans, bladzijde 2, ontwerp')
    expect(new Set(words).size).toBe(words.length)
  })

  it('asks for nothing, runs nothing, and is small enough to be sent', () => {
    expect(sheet).toContain('default-src &#39;none&#39;')
    expect(sheet).not.toMatch(/<script|<link|\son\w+="|style="|https?:\/\/(?!www\.w3\.org)/)
    expect(sheet.length).toBeLessThan(4_000_000)
    expect(mended(sheet)).toEqual([])
  })

  it.each(SIGHTS)('breaks no rule of axe, and fits: $media, $scheme, $width px', async (sight) => {
    await reader.look(sheet, sight)
    expect(await judge()).toEqual([])
    expect(await reader.tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(sight.width)
  })

  it('is refused in a language that the factsheet has not', async () => {
    const unknown = await desk.run(['review', '--lang', 'de'], { root: project.root })
    expect(unknown).toMatchObject({ code: 1, told: expect.stringContaining('nl, fr') })
  })

  it('can be had as the differences alone', async () => {
    const alone = await desk.run(['diff', '--page', '--lang', 'fr'], { root: project.root })
    expect(alone).toMatchObject({ code: 0, out: expect.stringContaining(PAGE) })
    const page = project.read(PAGE)
    expect(section(page, 'differences')).toMatch(/avril \(Fedasil 2020\) 61 63 saisi/)
    expect(page).not.toContain('<img')
    expect(mended(page)).toEqual([])
    await reader.look(page, { media: 'screen', scheme: 'light', width: 1440 })
    expect(await judge()).toEqual([])
  })

  it(
    'is released by its approval, and no longer held back, in the language of whoever reads it',
    async () => {
      const reasons = ['--reason', 'nl=Twee mensen waren niet meegeteld.', '--reason', 'fr=Deux personnes manquaient.']
      const approved = await desk.run(['approve', '--by', 'Hoofd statistiek', ...reasons], { root: project.root })
      expect(approved.code).toBe(0)
      const ready = await desk.run(['review', '--lang', 'fr'], { root: project.root })
      expect(ready).toMatchObject({ code: 0, out: expect.stringContaining('It can come out.') })
      const french = project.read(SHEET)
      expect(french).toContain('<html lang="fr-BE" dir="ltr">')
      expect(section(french, 'checklist')).toContain('L’approbation vaut exactement pour ces différences.')
      expect(french).toContain('Deux personnes manquaient.')
    },
    SLOW,
  )
})

describe('numbers that become confidential', () => {
  it(
    'stand nowhere on the sheet, and neither do the pages that told them',
    async () => {
      const other = await publishedProject()
      try {
        const file = `${DATA}/returns-by-destination.csv`
        const told = ['BY', 'RU'].map((code) => new RegExp(`2020,${code},(\\d+)`).exec(other.read(file))?.[1] ?? '')
        for (const code of ['BY', 'RU']) other.edit(file, new RegExp(`(2020,${code}),\\d+,A,F`), '$1,,Q,C')
        expect(await desk.run(['review'], { root: other.root })).toMatchObject({ code: 0 })
        expect(await desk.run(['diff', '--page'], { root: other.root })).toMatchObject({ code: 0 })
        const [sheet, page] = [other.read(SHEET), other.read(PAGE)]
        for (const number of told) {
          expect(number).not.toBe('')
          // A word of its own: the fingerprint of the differences has any two digits among its letters.
          const alone = new RegExp(`(?<![\\w:])${number}(?!\\w)`)
          for (const html of [sheet, page]) expect(wordsIn(html).replaceAll(TIME_OF_DAY, '')).not.toMatch(alone)
        }
        expect(section(sheet, 'checklist')).toContain('ingetrokken cijfers')
        expect(section(sheet, 'differences')).toMatch(/Wit-Rusland vertrouwelijk vertrouwelijk/)
        expect(section(sheet, 'pages')).toContain('Versie 1 bevat een cijfer dat nu vertrouwelijk is')
        expect(sheet).not.toMatch(/alt="[^"]*gepubliceerde versie/)
        expect(sheet).toMatch(/alt="Nederlands, bladzijde 2, ontwerp"/)
      } finally {
        other.remove()
      }
    },
    SLOW,
  )
})

describe('a first version', () => {
  it(
    'has nothing to be compared with, and says so',
    async () => {
      const { project: fresh } = await builtProject({ factsheet: 'voluntary-return' })
      try {
        const { code, out } = await desk.run(['review', '--json'], { root: fresh.root })
        expect(code).toBe(0)
        expect(JSON.parse(out)).toMatchObject({ ok: true, file: SHEET, outcome: 'ready' })
        const sheet = fresh.read(SHEET)
        expect(section(sheet, 'differences')).toContain('Dit is de eerste versie')
        expect(section(sheet, 'checklist')).toContain('eerste publicatie')
        expect(mended(sheet)).toEqual([])
      } finally {
        fresh.remove()
      }
    },
    SLOW,
  )

  it(
    'whose numbers do not reconcile ends with the problems, and leaves no sheet',
    async () => {
      const broken = copyProject()
      try {
        broken.edit(`${DATA}/returns-by-year.csv`, '2020,1847', '2020,1848')
        const refused = await desk.run(['review'], { root: broken.root })
        expect(refused).toMatchObject({ code: 1, told: expect.stringContaining('a difference of 1') })
        expect(() => broken.read(SHEET)).toThrow('ENOENT')
      } finally {
        broken.remove()
      }
    },
    SLOW,
  )
})
