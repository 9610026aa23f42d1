// Which browser and which fallback fonts this machine needs, and whether they are in `.browser/`.
//
// `.browser/installed.json` says where they stand, relative to that folder; src/pdf/browser.ts reads it. It is written
// last, after the browser has printed a page, so what it names is whole and works.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { trouble } from './trouble.mjs'

export const browserFolder = (root) => join(root, '.browser')

/** The variable that names a browser of the user's own, which always wins, and its value; undefined when there is none. */
export function ownBrowser(env) {
  const variable = ['DIPTYCH_BROWSER', 'PUPPETEER_EXECUTABLE_PATH'].find((name) => env[name])
  return variable && { variable, path: env[variable] }
}

/**
 * Names of the folders that this machine needs in `.browser/`, with the version in them: an upgrade never reuses what was
 * there. `fonts` on Linux only, `browser` unless the user names one.
 */
export function wanted(lock, env) {
  const version = (name) => lock.packages[`node_modules/${name}`].version
  const chromium = version('@sparticuz/chromium')
  const inPackage = process.platform === 'linux' && process.arch === 'x64'
  const shell = `chrome-headless-shell-${version('puppeteer')}-${process.platform}-${process.arch}`
  return {
    inPackage,
    ...(process.platform === 'linux' && { fonts: `fonts-${chromium}` }),
    ...(!ownBrowser(env) && { browser: inPackage ? `chromium-${chromium}` : shell }),
  }
}

/** Whether all that this machine needs is in place. */
export function browserReady(root, lock, env) {
  const own = ownBrowser(env)
  if (own && !existsSync(own.path)) throw trouble('browser-file-missing', own)
  const { fonts, browser } = wanted(lock, env)
  const installed = readInstalled(root)
  const stands = (folder, file) =>
    !folder || (file?.startsWith(`${folder}/`) && existsSync(join(browserFolder(root), file)))
  return Boolean(stands(fonts, installed.fonts) && stands(browser, installed.browser))
}

function readInstalled(root) {
  try {
    return JSON.parse(readFileSync(join(browserFolder(root), 'installed.json'), 'utf8'))
  } catch {
    return {}
  }
}
