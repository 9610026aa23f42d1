/** A browser that may speak with servers of this machine, which the one that prints may not. */
import type { Browser } from 'puppeteer'
import { FLAGS, findBrowser } from '../../src/pdf/browser.ts'
import { startBrowser } from '../../src/pdf/browser-process.ts'

const RULES = '--host-resolver-rules='

export async function openBrowser(): Promise<Browser> {
  const { executable, libraries, fonts } = await findBrowser(process.env)
  const path = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  return startBrowser(executable, {
    // Only pages of our own are opened: they need no sandbox, which not every machine has to give.
    args: [
      ...FLAGS.filter((flag) => !flag.startsWith(RULES)),
      `${RULES}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      '--no-sandbox',
    ],
    env: { ...process.env, ...(path && { LD_LIBRARY_PATH: path }), ...(fonts && { FONTCONFIG_FILE: fonts }) },
    patience: 30_000,
  })
}
