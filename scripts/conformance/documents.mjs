// Every document of every factsheet: the shipped ones, and the golden ones of test/factsheets/.
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishedDocuments } from './published.mjs'
import { firstWords, run } from './run.mjs'
import { tell, trouble } from './trouble.mjs'

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const golden = join(project, 'test', 'factsheets')

/**
 * Builds them all in a temporary folder, for `work(documents, refusals)`: each document is `{ file, name }`, each refusal
 * the Trouble of a factsheet that could not be built. Removes the folder afterwards.
 */
export async function withDocuments(work) {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-documents-'))
  try {
    const documents = []
    const refusals = []
    for (const { root, name } of factsheets()) {
      const built = await build(root, name, folder)
      documents.push(...(built.documents ?? []))
      if (built.refusal) refusals.push(built.refusal)
    }
    return await work(documents, refusals)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function factsheets() {
  const names = existsSync(golden) ? readdirSync(golden) : []
  const cases = names.filter(hasPages).map((name) => join(golden, name))
  return [project, ...cases].flatMap((root) => factsheetsIn(root).map((name) => ({ root, name })))
}

/** A case that is expected to be refused makes no document to judge. */
function hasPages(name) {
  const expected = join(golden, name, 'expected')
  return existsSync(expected) && readdirSync(expected).some((file) => file.endsWith('.html'))
}

function factsheetsIn(root) {
  const templates = join(root, 'templates')
  if (!existsSync(templates)) return []
  return readdirSync(templates).filter((name) => existsSync(join(templates, name, 'factsheet.yaml')))
}

/** The PDFs of a factsheet, built from a copy, so that the project's own `out/` stays as it was. */
async function build(root, name, folder) {
  tell(`building ${name} …`)
  const copy = join(folder, relative(project, root) || 'project')
  for (const part of ['templates', 'data']) cpSync(join(root, part), join(copy, part), { recursive: true })
  const args = [join(project, 'bin', 'diptych.mjs'), '--root', copy, 'build', name, '--json']
  const built = await run(process.execPath, args)
  const facts = { name, root: relative('.', root) || '.' }
  if (built.code !== 0) return { refusal: trouble('no-build', { ...facts, reason: reasonOf(built) }) }
  const { outputs } = JSON.parse(built.out)
  const pdfs = outputs.filter(({ kind }) => kind === 'pdf')
  const drafts = pdfs.map(({ path }) => ({ file: join(copy, path), name: path.replace(/^out\//, '') }))
  return root === project && name === SHIPPED ? withPublished(drafts, copy, facts) : { documents: drafts }
}

/** The factsheet whose figures `published.mjs` knows how to correct. */
const SHIPPED = 'voluntary-return'

async function withPublished(drafts, copy, facts) {
  tell(`publishing ${facts.name}, correcting it, and withdrawing figures …`)
  const { documents, reason } = await publishedDocuments(copy, join(project, 'bin', 'diptych.mjs'))
  return documents ? { documents: [...drafts, ...documents] } : { refusal: trouble('no-build', { ...facts, reason }) }
}

function reasonOf(built) {
  try {
    return JSON.parse(built.out).problems.find(({ severity }) => severity === 'error').message
  } catch {
    return firstWords(built)
  }
}
