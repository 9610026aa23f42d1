/** What has changed in a file of the author's, in a few words that say where. */

/** Changes of one file that are told; of more, their number. */
const MOST_TOLD = 5
/** Longer values are cut. */
const LONGEST_VALUE = 40

/** A line of both texts that is not the same in both; a number counts from 1, and null is a line that is not there. */
interface LineChange {
  readonly number: number
  readonly old: string | null
  readonly new: string | null
}

/** For example `line 14: value 61 to 63`; null for a text that is not there, or not known. */
export async function changesIn(file: string, before: string | null, now: string | null): Promise<readonly string[]> {
  if (before === null) return ['new, or not kept by the last build']
  if (now === null) return ['no longer there']
  const changes = await lineChanges(before, now)
  if (changes.length === 0) return ['only its line ends have changed']
  const words = /\.[ct]sv$/i.test(file) ? cellWords(now) : lineWords
  const told = changes.slice(0, MOST_TOLD).map(words)
  const more = changes.length - told.length
  return more > 0 ? [...told, `and ${more} more ${more === 1 ? 'line' : 'lines'}`] : told
}

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/)

async function lineChanges(before: string, now: string): Promise<readonly LineChange[]> {
  const { diffArrays } = await import('diff')
  const found: LineChange[] = []
  let [number, removed]: [number, string[]] = [1, []]
  const end = () => {
    for (const old of removed) found.push({ number, old, new: null })
    removed = []
  }
  for (const { value, added, removed: gone } of diffArrays(linesOf(before), linesOf(now))) {
    if (gone) removed = [...removed, ...value]
    else if (added) for (const line of value) found.push({ number: number++, old: removed.shift() ?? null, new: line })
    else {
      end()
      number += value.length
    }
  }
  end()
  return found
}

function lineWords({ number, old, new: now }: LineChange): string {
  if (old === null) return `line ${number} is new`
  return now === null ? `before line ${number}, a line is gone` : `line ${number} has changed`
}

/** Names the column, and both values unless the row, as it was or as it is, keeps its value from publication. */
function cellWords(text: string): (change: LineChange) => string {
  const [header = ''] = linesOf(text)
  const delimiter = [';', '\t', ','].find((one) => header.includes(one)) ?? ','
  const cellsOf = (line: string) => (line.includes('"') ? null : line.split(delimiter))
  const names = cellsOf(header.replace(/^\uFEFF/, '')) ?? []
  const [secrecy, status] = [names.indexOf('conf_status'), names.indexOf('obs_status')]
  const isWithheld = (cells: readonly string[]) =>
    !['', 'F', undefined].includes(cells[secrecy]) || (cells[status] ?? '').split(';').includes('Q')
  return (change) => {
    const [old, now] = [change.old, change.new].map((line) => (line === null ? null : cellsOf(line)))
    if (!old || !now || old.length !== now.length || isWithheld(old) || isWithheld(now)) return lineWords(change)
    const cells = names.flatMap((name, column) =>
      old[column] === now[column] ? [] : [`${name} ${shown(old[column])} to ${shown(now[column])}`],
    )
    return cells.length === 0 ? lineWords(change) : `line ${change.number}: ${cells.join(', ')}`
  }
}

function shown(value = ''): string {
  if (value === '') return 'nothing'
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value
}
