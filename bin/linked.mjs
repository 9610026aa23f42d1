// Imported first, by the command and by each of its threads: the program comes from the files that set-up linked, where there are
// any. Not with --debug, whose stack traces name the lines that a person can read.
import { registerHooks } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkedFiles } from '../scripts/setup/linked.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const linked = process.argv.includes('--debug') ? undefined : linkedFiles(root)
if (linked) {
  registerHooks({
    resolve(specifier, context, next) {
      const url = linked.get(specifier)
      return url ? { url, format: 'module', shortCircuit: true } : next(specifier, context)
    },
  })
}
