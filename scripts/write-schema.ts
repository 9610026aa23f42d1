/** Writes templates/factsheet.schema.json from the validator; `npm run schema`. */
import { writeFileSync } from 'node:fs'
import { factsheetSchema } from '../src/factsheet.ts'

const path = new URL('../templates/factsheet.schema.json', import.meta.url)
writeFileSync(path, `${JSON.stringify(factsheetSchema(), null, 2)}\n`)
