// Run by set-up under the project's Node: linking is quick, but loads what older versions cannot run.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { link } from './linked.mjs'

await link(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
