/** An operator before the page, in a real browser: without scripts to act, and with axe to be judged. */
import type { Browser, Page } from 'puppeteer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { axeOn } from '../accessibility/judging.ts'
import { SIGHTS } from '../accessibility/reader.ts'
import { openBrowser } from './browser.ts'
import { type Served, serve, TOKEN } from './serving.ts'
import { EMPTY, EVERYTHING, RECIPIENT } from './statuses.ts'

let browser: Browser
let served: Served
beforeAll(async () => {
  browser = await openBrowser()
  served = await serve({ patience: 10_000 })
})
afterAll(async () => {
  await browser?.close()
  await served?.http.close()
})
beforeEach(() => {
  served.status = async () => EVERYTHING
})

/** A browser of its own, as far as cookies go. */
async function sitDown(): Promise<Page> {
  const context = await browser.createBrowserContext()
  return context.newPage()
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${served.url}/sign-in`)
  await page.type('input[type=password]', TOKEN)
  await Promise.all([page.waitForNavigation(), page.click('main button')])
}

const textOf = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent)

describe('without any script', () => {
  it('an operator signs in, says that a message arrived, and is told that this is settled', async () => {
    const page = await sitDown()
    await page.setJavaScriptEnabled(false)
    await page.goto(served.url)
    expect(await page.$$('form')).toEqual([])
    await Promise.all([page.waitForNavigation(), page.click('.tools a[href="/sign-in"]')])
    await page.type('input[type=password]', 'not the one that it is')
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    expect(await textOf(page, '[role=alert]')).toBe('That is not the token.')
    await page.type('input[type=password]', TOKEN)
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    expect(page.url()).toBe(`${served.url}/`)
    served.act = async () => 'The message counts as sent.'
    await Promise.all([page.waitForNavigation(), page.click('#waiting td .buttons > form button')])
    expect(served.acts).toEqual([
      {
        kind: 'resolve',
        factsheet: 'voluntary-return',
        edition: '2025',
        version: 1,
        recipient: RECIPIENT,
        how: 'sent',
      },
    ])
    expect(page.url()).toBe(`${served.url}/`)
    expect(await textOf(page, '[role=status]')).toBe('The message counts as sent.')
    await page.reload()
    expect(await page.$('[role=status]')).toBeNull()
    expect(served.acts).toHaveLength(1)
    await page.click('#waiting td summary')
    await Promise.all([page.waitForNavigation(), page.click('#waiting td details button')])
    expect(served.acts.at(-1)).toMatchObject({ kind: 'resolve', how: 'again' })
    await Promise.all([page.waitForNavigation(), page.click('.tools button')])
    expect(await page.$$('form')).toEqual([])
  })

  it('the page is dressed: its style sheet fits the policy that comes with it', async () => {
    const page = await sitDown()
    const refused: string[] = []
    page.on('console', (message) => refused.push(message.text()))
    await signIn(page)
    expect(await page.$eval('.band', (one) => getComputedStyle(one).backgroundColor)).toBe('rgb(18, 67, 109)')
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready
      return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)
    })
    expect(fonts).toContain('Source Sans 3')
    expect(refused).toEqual([])
  })
})

describe('another site', () => {
  it('of the same machine cannot have a form done in the name of an operator who is signed in, not even with the secret of the session', async () => {
    const page = await sitDown()
    await signIn(page)
    const before = served.acts.length
    const other = await serve()
    try {
      const csrf = await page.$eval('input[name=csrf]', (one) => one.getAttribute('value'))
      await page.setBypassCSP(true)
      await page.goto(`${other.url}/x`)
      await page.evaluate(
        (url, secret) => {
          document.body.innerHTML = `<form method="post" action="${url}/act"><input name="csrf" value="${secret}"><input name="kind" value="clear"><input name="key" value="mail"><button>x</button></form>`
        },
        served.url,
        csrf,
      )
      await Promise.all([page.waitForNavigation(), page.click('button')])
      expect(await textOf(page, 'main')).toContain('Nothing was done')
      expect(served.acts).toHaveLength(before)
    } finally {
      await other.http.close()
    }
  })
})

describe.each(SIGHTS.filter(({ media }) => media === 'screen'))('seen $scheme, $width px wide', ({ width, scheme }) => {
  let page: Page
  beforeAll(async () => {
    page = await sitDown()
    await page.setBypassCSP(true)
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await signIn(page)
  })

  async function judge(): Promise<readonly string[]> {
    const found = await axeOn(page)
    expect(found.passes.length).toBeGreaterThan(10)
    const open = found.incomplete.filter(({ id }) => id !== 'color-contrast')
    return [...found.violations, ...open].flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    )
  }

  async function expectFit(): Promise<void> {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await judge()).toEqual([])
  }

  it('breaks no rule of axe and is no wider than the screen, with everything to tell', async () => {
    await page.goto(served.url)
    await page.$$eval('details', (all) => {
      for (const one of all) one.open = true
    })
    await expectFit()
  })

  it('nor with nothing to tell', async () => {
    served.status = async () => EMPTY
    await page.goto(served.url)
    await expectFit()
  })

  it('nor when it tells that something was done, or that it cannot be told how things stand', async () => {
    await page.goto(served.url)
    await Promise.all([page.waitForNavigation(), page.click('#alarms button')])
    expect(await page.$('[role=status]')).not.toBeNull()
    await expectFit()
    served.status = () => Promise.reject(new Error('gone'))
    await page.goto(served.url)
    await expectFit()
  })

  it('nor where it asks for the token', async () => {
    const stranger = await sitDown()
    const signedIn = page
    page = stranger
    await page.setBypassCSP(true)
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await page.goto(`${served.url}/sign-in`)
    await expectFit()
    await page.type('input[type=password]', 'wrong')
    await Promise.all([page.waitForNavigation(), page.click('main button')])
    await expectFit()
    page = signedIn
  })
})
