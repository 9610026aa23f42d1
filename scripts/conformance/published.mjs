// The documents of an edition as it is published: first, corrected (with its notice), and withdrawn (what stands in its place).
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstWords, run } from './run.mjs'

/** The shipped figures, changed as in a correction and in a withdrawal: `[file, text, replacement]`. */
const CORRECTION = [
  ['returns-by-month.csv', '2020-04,fedasil,61,', '2020-04,fedasil,63,'],
  ['returns-by-month.csv', '2020-04,_T,61,', '2020-04,_T,63,'],
  ['returns-by-year.csv', '2020,1847,', '2020,1849,'],
  ['returns-by-organiser.csv', '2020,fedasil,1827,', '2020,fedasil,1829,'],
  ['returns-by-organiser.csv', '2020,_T,1847,', '2020,_T,1849,'],
  ['returns-by-category.csv', '2020,no-legal-stay,1039,', '2020,no-legal-stay,1041,'],
  ['returns-by-category.csv', '2020,_T,1847,', '2020,_T,1849,'],
  ['returns-by-destination.csv', '2020,BR,480,', '2020,BR,482,'],
  ['returns-by-destination.csv', '2020,_T,1847,', '2020,_T,1849,'],
]
const WITHDRAWAL = [
  ['returns-by-destination.csv', '2020,BY,59,A,F,', '2020,BY,,Q,C,'],
  ['returns-by-destination.csv', '2020,RU,58,A,F,', '2020,RU,,Q,C,'],
]
const NAME = 'voluntary-return'
const REASONS = ['--reason', 'nl=Voor de proef.', '--reason', 'fr=Pour l’essai.']

/** The PDFs of all three versions in a copy of the project, as `{ file, name }`; or what went wrong, as `{ reason }`. */
export async function publishedDocuments(copy, diptych) {
  const command = (...args) => run(process.execPath, [diptych, '--root', copy, ...args, '--edition', '2020'])
  const documents = []
  for (const [version, changes] of [[], CORRECTION, WITHDRAWAL].entries()) {
    for (const change of changes) edit(copy, ...change)
    const approved = version === 0 ? { code: 0 } : await command('approve', NAME, '--by', 'Proof', ...REASONS)
    const published = approved.code === 0 ? await command('publish', NAME) : approved
    if (published.code !== 0) return { reason: firstWords(published) }
    documents.push(...keep(copy, version + 1))
  }
  return { documents: [...documents, ...keep(copy, 1, 'withdrawn')] }
}

function edit(copy, file, text, replacement) {
  const path = join(copy, 'data', NAME, file)
  const before = readFileSync(path, 'utf8')
  if (!before.includes(text)) throw new Error(`${file} has no ${text}`)
  writeFileSync(path, before.replace(text, replacement))
}

/** The PDFs of a version as they are public now, out of the way of what comes after. */
function keep(copy, version, name = `version-${version}`) {
  const folder = join(copy, 'out', 'public', NAME, '2020', String(version))
  const kept = join(copy, 'kept', name)
  if (existsSync(folder)) cpSync(folder, kept, { recursive: true })
  const pdfs = readdirSync(kept).filter((file) => file.endsWith('.pdf'))
  return pdfs.map((file) => ({ file: join(kept, file), name: `${NAME}/2020/${name}/${file}` }))
}
