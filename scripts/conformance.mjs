// Validates every PDF of every shipped and golden factsheet, or those that are named, against PDF/UA-1 and PDF/A with
// veraPDF. Exit code 0 only when each was judged by both and not one rule failed: what cannot be judged does not pass.
import { accessSync, constants } from 'node:fs'
import { parseArgs } from 'node:util'
import { tryOnControl } from './conformance/control.mjs'
import { withDocuments } from './conformance/documents.mjs'
import { judge } from './conformance/judge.mjs'
import { reportVerdicts } from './conformance/report.mjs'
import { report, tell, trouble } from './conformance/trouble.mjs'
import { findValidator } from './conformance/validator.mjs'

try {
  process.exitCode = await main(readArguments())
} catch (error) {
  process.exitCode = report(error)
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
    return { json: values.json, files: positionals }
  } catch (error) {
    throw trouble('no-option', { reason: error.message }, error)
  }
}

/** Does everything; the exit code is 0 only when all was judged and nothing failed. */
async function main({ json, files }) {
  files.forEach(mustBeThere)
  const validate = await findValidator()
  // Tried on its control while the browser prints.
  const control = tryOnControl(validate)
  control.catch(() => undefined)
  const settle = async (documents, refusals = []) => {
    await control
    const judged = documents.length > 0 ? await judgeAll(documents, validate) : { version: 'not run', verdicts: [] }
    if (documents.length === 0 && refusals.length === 0) throw trouble('no-documents', {})
    return tellVerdicts(judged, refusals, json)
  }
  return files.length > 0 ? settle(files.map((file) => ({ file, name: file }))) : withDocuments(settle)
}

function mustBeThere(file) {
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    throw trouble('no-file', { file }, error)
  }
}

function judgeAll(documents, validate) {
  tell(`judging ${documents.length} ${documents.length === 1 ? 'document' : 'documents'} …`)
  return judge(documents, validate)
}

function tellVerdicts({ version, verdicts }, refusals, json) {
  const ok = refusals.length === 0 && verdicts.every(({ passed }) => passed)
  const refused = refusals.map(({ message }) => message)
  console.log(
    json ? JSON.stringify({ ok, version, verdicts, refused }, null, 2) : reportVerdicts({ version, verdicts, refused }),
  )
  return Math.max(ok ? 0 : 1, ...refusals.map(report))
}
