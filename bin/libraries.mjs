// Imported first, by the command and by each of its threads: large libraries come from the files that set-up linked.
import { registerHooks } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { linkedLibraries } from '../scripts/setup/libraries.mjs'

const linked = linkedLibraries(dirname(dirname(fileURLToPath(import.meta.url))))
if (linked) {
  const urls = new Map(Object.entries(linked).map(([name, file]) => [name, pathToFileURL(file).href]))
  registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier)
      return url ? { url, format: 'module', shortCircuit: true } : next(specifier, context)
    },
  })
}
