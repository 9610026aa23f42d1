/** Rules of the file as a whole: header, table of objects, identifier, and nothing that runs or lies elsewhere. */
import { type Breach, breach, type RuleName } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import type { PdfFile } from '../read/file.ts'
import { type Dict, PdfString } from '../read/object.ts'

/** Actions that PDF/A allows (6.5.1). */
const ACTIONS = new Set(['GoTo', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named', 'SubmitForm'])
const LZW = new Set(['LZWDecode', 'LZW', 'Crypt'])

/** Breaches in the file itself. */
export function fileBreaches({ file }: PdfDocument): readonly Breach[] {
  const found: Breach[] = []
  const say = (rule: RuleName, detail: string | number = '') => void found.push(breach(rule, undefined, detail))
  const header = /^%PDF-1\.[0-7][\r\n]/.test(file.bytes)
  if (!header) say('pdf-header', /%PDF-[\w.]{0,8}/.exec(file.bytes.slice(0, 1024))?.[0] ?? '')
  if (!file.sound) say('pdf-cross-reference')
  if (!/%%EOF(\r\n|\r|\n)?$/.test(file.bytes.slice(-10))) say('pdf-trailing-bytes')
  if (!hasIdentifier(file)) say('pdf-identifier')
  const form = file.dict(file.catalog.get('AcroForm'))
  if (form.has('XFA')) say('pdf-form')
  const inObjects = objectBreaches(file)
  for (const action of [...inObjects.actions].sort()) say('pdf-action', action)
  for (const filter of [...inObjects.filters].sort()) say('pdf-filter', filter)
  if (inObjects.outside > 0) say('pdf-outside-stream', inObjects.outside)
  return found
}

/** Two strings that are not empty. */
function hasIdentifier(file: PdfFile): boolean {
  const parts = file.list(file.trailer.get('ID')).map((part) => file.resolve(part))
  return parts.length === 2 && parts.every((part) => part instanceof PdfString && part.bytes !== '')
}

interface InObjects {
  readonly actions: Set<string>
  readonly filters: Set<string>
  outside: number
}

/** Looks at every object once: actions hang on anything, and a filter on any stream. */
function objectBreaches(file: PdfFile): InObjects {
  const found: InObjects = { actions: new Set(), filters: new Set(), outside: 0 }
  for (const [, object] of file.objects()) {
    const dict = file.dict(object)
    if (dict.size === 0) continue
    if (file.stream(object)) lookAtStream(dict, found, file)
    lookAtActions(dict, found, file)
  }
  lookAtActions(file.catalog, found, file)
  if (file.dict(file.catalog.get('Names')).has('JavaScript')) found.actions.add('JavaScript')
  return found
}

function lookAtStream(dict: Dict, found: InObjects, file: PdfFile): void {
  const one = file.name(dict.get('Filter'))
  for (const name of one ? [one] : file.list(dict.get('Filter')).map((item) => file.name(item) ?? ''))
    if (LZW.has(name)) found.filters.add(name)
  if (['F', 'FFilter', 'FDecodeParms'].some((key) => dict.has(key))) found.outside++
}

function lookAtActions(dict: Dict, found: InObjects, file: PdfFile): void {
  for (const key of ['A', 'OpenAction', 'Next']) {
    const kind = dict.has(key) ? file.name(file.dict(dict.get(key)).get('S')) : undefined
    // Attributes of structure elements stand under the same key, without a kind.
    if (kind !== undefined && !ACTIONS.has(kind)) found.actions.add(kind)
  }
  const kind = dict.has('JS') ? file.name(dict.get('S')) : undefined
  if (kind !== undefined) found.actions.add(kind)
  if (dict.has('AA')) found.actions.add('AA')
}
