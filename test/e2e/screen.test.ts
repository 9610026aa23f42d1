/** The pages as they stand on a screen: on a desk and on a telephone, by day and by night, and on paper. */
import type { ConsoleMessage, HTTPRequest, Page as Tab } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../src/draft.ts'
import { type Reader, seatReader } from '../accessibility/reader.ts'
import { FACTSHEETS, lastingDraftOf } from './drafting.ts'

const SCREENS = [
  { name: 'a desk', width: 1440, media: 'screen', scheme: 'light' },
  { name: 'a telephone', width: 360, media: 'screen', scheme: 'light' },
  { name: 'a desk at night', width: 1440, media: 'screen', scheme: 'dark' },
  { name: 'paper', width: 794, media: 'print', scheme: 'light' },
] as const
type Screen = (typeof SCREENS)[number]

let reader: Reader
let tab: Tab
beforeAll(async () => {
  reader = await seatReader()
  tab = reader.tab
})
afterAll(() => reader.tab.close())

const put = (html: string, screen: Screen) => reader.look(html, screen)

describe.each(FACTSHEETS)('$factsheet', ({ factsheet, root }) => {
  let draft: Draft
  beforeAll(async () => {
    draft = await lastingDraftOf({ factsheet, root })
  })

  it.each(SCREENS)('is not wider than $name', async (screen) => {
    for (const { document: name, html } of draft.pages) {
      await put(html, screen)
      const width = await tab.evaluate(() => document.documentElement.scrollWidth)
      expect(width, name).toBeLessThanOrEqual(screen.width)
    }
  })

  it('asks for nothing and says nothing to the console', async () => {
    const heard: string[] = []
    const onRequest = (request: HTTPRequest) => void (/^(data|about):/.test(request.url()) || heard.push(request.url()))
    const onConsole = (message: ConsoleMessage) => void heard.push(message.text())
    tab.on('request', onRequest)
    tab.on('console', onConsole)
    for (const { html } of draft.pages) await put(html, SCREENS[0])
    tab.off('request', onRequest)
    tab.off('console', onConsole)
    expect(heard).toEqual([])
  })

  it('is set in the embedded font throughout, in every language', async () => {
    for (const { document: name, html } of draft.pages) {
      await put(html, SCREENS[0])
      const faces = await tab.evaluate(async () => {
        await document.fonts.ready
        return [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)
      })
      expect(faces.length, name).toBeGreaterThan(0)
      const families = draft.material.fonts.families
      expect(
        faces.filter((face) => !families.includes(face.replaceAll('"', ''))),
        name,
      ).toEqual([])
    }
  })

  it('has its words in the direction of its language', async () => {
    for (const page of draft.pages) {
      await put(page.html, SCREENS[0])
      const direction = await tab.evaluate(() => getComputedStyle(document.body).direction)
      const language = draft.material.texts.get(page.languages[0] ?? '')?.language
      expect(direction, page.document).toBe(language?.direction)
    }
  })

  it('shows numbers from left to right, whatever the direction of its words', async () => {
    for (const { document: name, html } of draft.pages) {
      await put(html, SCREENS[0])
      const turned = await tab.evaluate(() =>
        [...document.querySelectorAll('td data')].flatMap((one) => {
          const text = one.firstChild
          const signs = [...(text?.textContent ?? '')].flatMap((sign, index) => (/\d/.test(sign) ? index : []))
          const leftOf = (index: number) => {
            const range = document.createRange()
            range.setStart(text as Node, index)
            range.setEnd(text as Node, index + 1)
            return range.getBoundingClientRect().left
          }
          const places = signs.map(leftOf)
          return places.every((left, index) => index === 0 || left > (places[index - 1] ?? 0)) ? [] : [one.textContent]
        }),
      )
      expect(turned, name).toEqual([])
    }
  })
})
