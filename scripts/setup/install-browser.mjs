// Puts the browser and the fallback fonts into `.browser/`, prints a page with them, and says where they stand in
// `.browser/installed.json`. Run by bin/setup.mjs under the project's Node, while no other set-up runs.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../../src/pdf/browser.ts'
import { browserFolder, wanted } from './browser.mjs'
import { readLock } from './packages.mjs'
import { report, tell, trouble } from './trouble.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const home = browserFolder(root)

// The package's own fonts.conf points into /tmp, where anybody may put fonts. This one knows one folder: what a page does
// not embed looks the same on every machine, whatever is installed there. The cache is relative to the browser's working
// directory, a profile that is removed.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir>fontconfig</cachedir>
</fontconfig>
`

try {
  await install(wanted(readLock(root), process.env))
} catch (error) {
  process.exitCode = report(error, home)
}

async function install({ fonts, browser, inPackage }) {
  removeAll((name) => name.startsWith('.building-'))
  if (fonts) await whole(fonts, unpackFonts)
  if (browser) await whole(browser, inPackage ? unpackChromium : downloadShell)
  const installed = {
    ...(fonts && { fonts: `${fonts}/fonts.conf` }),
    ...(browser && { browser: programIn(browser) }),
    ...(browser && inPackage && { libraries: `${browser}/lib` }),
  }
  if (browser) await tryBrowser(installed)
  writeWhole(join(home, 'installed.json'), `${JSON.stringify(installed, null, 2)}\n`)
  removeAll((name) => /^(chromium|chrome-headless-shell|fonts)-/.test(name) && name !== fonts && name !== browser)
}

// What is left of a set-up that was killed, or of an older version. One that still runs keeps what it has open; what the
// system does not let go of (Windows) is tried again next time.
function removeAll(unwanted) {
  for (const name of readdirSync(home).filter(unwanted)) {
    try {
      rmSync(join(home, name), { recursive: true, force: true })
    } catch {}
  }
}

// Filled beside and renamed, so that the folder is there whole or not at all.
async function whole(name, fill) {
  if (existsSync(join(home, name))) return
  const building = mkdtempSync(join(home, '.building-'))
  try {
    await fill(building)
    // mkdtemp makes it ours alone; a service may run under another account than the one that set it up.
    chmodSync(building, 0o755)
    renameSync(building, join(home, name))
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

function writeWhole(file, content) {
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}

// inflate() writes to the system's folder for temporary files, under a name that anybody can guess: it is pointed here
// for the moment in which it asks.
async function inflateInto(folder, archive) {
  const { inflate } = await import('@sparticuz/chromium')
  const bin = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'))
  const { TMPDIR } = process.env
  process.env.TMPDIR = folder
  const inflating = inflate(fileURLToPath(new URL(archive, bin)))
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  return inflating
}

async function unpackFonts(folder) {
  const unpacked = await inflateInto(folder, 'fonts.tar.br')
  // Copied, because the archive's files belong to an account of the machine that packed it.
  cpSync(join(unpacked, 'fonts'), folder, { recursive: true })
  rmSync(unpacked, { recursive: true })
  writeFileSync(join(folder, 'fonts.conf'), FONTS_CONF)
}

async function unpackChromium(folder) {
  tell('unpacking Chromium …')
  const program = await inflateInto(folder, 'chromium.br')
  const libraries = await inflateInto(folder, 'al2023.tar.br')
  chmodSync(program, 0o755)
  // The browser would make this folder at its first start, for the account of that start only.
  mkdirSync(join(folder, 'locales'))
  renameSync(join(libraries, 'lib'), join(folder, 'lib'))
  rmSync(libraries, { recursive: true })
}

// The version is the one that puppeteer pins. The variable for a mirror is puppeteer's own, for networks without the source.
function downloadShell(folder) {
  tell('downloading the Chrome headless shell …')
  const mirror = process.env.PUPPETEER_CHROME_HEADLESS_SHELL_DOWNLOAD_BASE_URL
  const program = join(root, 'node_modules', 'puppeteer', 'lib', 'puppeteer', 'node', 'cli.js')
  const base = mirror ? ['--base-url', mirror] : []
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'browsers', 'install', 'chrome-headless-shell', ...base],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PUPPETEER_CACHE_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  if (status !== 0) throw downloadTrouble(`${stderr}\n${stdout}`)
}

function downloadTrouble(output) {
  const cause = new Error(output.trim())
  if (/ENOSPC|EDQUOT/.test(output)) return trouble('disk-full', { where: home }, cause)
  if (/no zip archiver/.test(output)) return trouble('unzip-missing', {}, cause)
  const reason = /(?:^|\n)\s*(?:\w*Error: )?([^\n]*(?:E[A-Z]{4,}|failed|status)[^\n]*)/.exec(output)?.[1] ?? 'no answer'
  return trouble('browser-no-network', { reason: reason.trim() }, cause)
}

function programIn(name) {
  const isProgram = (path) => /^(chromium|chrome-headless-shell)(\.exe)?$/.test(basename(path))
  const files = readdirSync(join(home, name), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const path = files.map((entry) => join(entry.parentPath, entry.name)).find(isProgram)
  if (!path) throw new Error(`no browser in ${name}`)
  return relative(home, path).replaceAll('\\', '/')
}

async function tryBrowser({ browser, libraries, fonts }) {
  const at = (path) => path && join(home, path)
  const started = await launchBrowser(process.env, {
    browser: { executable: at(browser), libraries: at(libraries), fonts: at(fonts) },
  })
  try {
    const page = await started.newPage()
    await page.setContent('<p>1.847</p>')
    const pdf = await page.pdf()
    tell(`the browser works (${await started.version()}, ${pdf.length} bytes printed)`)
  } finally {
    await started.close()
  }
}
