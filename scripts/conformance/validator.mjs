// Where veraPDF, the reference validator of PDF/A and PDF/UA, comes from: the PATH, or one jar of its official release.
//
// The jar is fetched by Maven, so that a mirror or proxy in Maven's settings holds; it stays in `.verapdf/<version>/`,
// and its SHA-256 is compared with verapdf.json at every run. An upgrade is a change of that file.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstWords, run } from './run.mjs'
import { tell, trouble } from './trouble.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const release = JSON.parse(readFileSync(new URL('verapdf.json', import.meta.url), 'utf8'))
const { group, artifact, version, sha256 } = release
const folder = join(root, '.verapdf', version)
const jar = `${artifact}-${version}.jar`

// One short run: the optimising compiler and the parallel collector cost it more than they give (2.7 s against 4.1 s).
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Djava.awt.headless=true']
const MAVEN = ['--batch-mode', '--quiet', 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy']

/** How to run veraPDF here: `(args, cwd) => { code, out, told }`; fetches it first when need be. */
export async function findValidator() {
  const onPath = await run('verapdf', ['--version'], { script: true })
  if (onPath.code === 0) return (args, cwd) => run('verapdf', args, { cwd, script: true })
  // macOS has a `java` that only says that there is none.
  if ((await run('java', ['-version'])).code !== 0) throw trouble('no-validator', {})
  const file = join(folder, jar)
  if (!existsSync(file)) await fetchRelease()
  compareBytes(file)
  return (args, cwd) => run('java', [...JVM, '-jar', file, ...args], { cwd })
}

// Filled beside and renamed, so that the folder is there whole or not at all.
async function fetchRelease() {
  tell(`fetching veraPDF ${version} …`)
  mkdirSync(dirname(folder), { recursive: true })
  const building = mkdtempSync(join(dirname(folder), '.building-'))
  try {
    const asked = [`-Dartifact=${group}:${artifact}:${version}`, `-DoutputDirectory=${building}`]
    const fetched = await run('mvn', [...MAVEN, ...asked], { cwd: building, script: true })
    if (fetched.missing) throw trouble('no-maven', { version, jar, folder })
    if (fetched.code !== 0) throw trouble('not-fetched', { version, reason: firstWords(fetched) })
    compareBytes(join(building, jar))
    // mkdtemp makes it ours alone; a service may run under another account.
    chmodSync(building, 0o755)
    // Another run may have been quicker.
    if (!existsSync(folder)) renameSync(building, folder)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

function compareBytes(file) {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex')
  if (found !== sha256) throw trouble('other-bytes', { file, version, found })
}
