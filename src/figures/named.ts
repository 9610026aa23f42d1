/** The figures that messages speak of by name. */
import type { Big } from 'big.js'
import { type ProblemCode, problem, suggest } from '../problem.ts'
import { change, changeUnit, share, sum } from './arithmetic.ts'
import type { FigureSpec } from './definition.ts'
import type { Figure, Table } from './figure.ts'
import { refer } from './refer.ts'
import type { Measuring } from './select.ts'

interface Naming {
  readonly tables: ReadonlyMap<string, Table>
  readonly made: Map<string, Figure>
  /** Figures that could not be made; their problem has been told. */
  readonly failed: Set<string>
  readonly pending: Set<string>
  readonly on: Measuring
}

/** Makes every named figure, each after those it refers to; tells unknown references and circles. */
export function nameFigures(tables: ReadonlyMap<string, Table>, on: Measuring): ReadonlyMap<string, Figure> {
  const naming: Naming = { tables, made: new Map(), failed: new Set(), pending: new Set(), on }
  for (const name of Object.keys(on.spec.figures)) make(name, naming)
  return new Map(Object.keys(on.spec.figures).flatMap((name) => entry(name, naming.made)))
}

function entry(name: string, made: ReadonlyMap<string, Figure>): [string, Figure][] {
  const figure = made.get(name)
  return figure ? [[name, figure]] : []
}

function make(name: string, naming: Naming): Figure | null {
  const known = naming.made.get(name)
  if (known || naming.failed.has(name)) return known ?? null
  if (naming.pending.has(name)) {
    naming.on.tell(problem('circular-figure', { figure: name }, naming.on.place(['figures', name])))
    return null
  }
  naming.pending.add(name)
  const figure = compute(name, naming.on.spec.figures[name] as FigureSpec, naming)
  naming.pending.delete(name)
  if (figure) naming.made.set(name, figure)
  else naming.failed.add(name)
  return figure
}

function find(ref: string, name: string, naming: Naming): Figure | null {
  if (!ref.includes('.') && ref in naming.on.spec.figures) return make(ref, naming)
  const found = refer(ref, naming.tables, naming.made, naming.on.edition)
  if ('figure' in found) return found.figure
  // A table that could not be made has told its own problems; saying it again would only hide them.
  if (
    ref.includes('.') &&
    (ref.split('.')[0] ?? '') in naming.on.spec.tables &&
    !naming.tables.has(ref.split('.')[0] ?? '')
  )
    return null
  tellUnknown('unknown-reference', ref, found.unknown, found.among, name, naming)
  return null
}

function tellUnknown(
  code: Extract<ProblemCode, 'unknown-reference'>,
  ref: string,
  part: string,
  among: readonly string[],
  name: string,
  { on }: Naming,
): void {
  on.tell(problem(code, { ref, part, hint: suggest(part, among) }, on.place(['figures', name])))
}

function compute(name: string, spec: FigureSpec, naming: Naming): Figure | null {
  if (typeof spec === 'string') {
    const found = find(spec, name, naming)
    return found && { ...found, id: name, formula: `${spec}: ${found.formula}` }
  }
  if ('highest' in spec || 'lowest' in spec) return extreme(name, spec, naming)
  const refs = 'sum' in spec ? spec.sum : 'share' in spec ? spec.share : spec.change
  const parts = refs.map((ref) => find(ref, name, naming))
  if (parts.some((part) => part === null)) return null
  return combine(name, spec, parts as readonly Figure[], refs)
}

type Combination = Extract<FigureSpec, { sum: unknown } | { share: unknown } | { change: unknown }>

function combine(name: string, spec: Combination, parts: readonly Figure[], refs: readonly string[]): Figure | null {
  const [first, second] = parts
  if (!first) return null
  const made = { id: name, decimals: spec.decimals ?? 0 }
  if ('sum' in spec) return sum({ ...made, unit: first.unit, formula: `sum of ${refs.join(', ')}` }, parts)
  if (!second) return null
  if ('share' in spec)
    return share({ ...made, unit: 'percent', formula: `share of ${refs[0]} in ${refs[1]}` }, first, second)
  const formula = `change (${spec.as}) from ${refs[1]} to ${refs[0]}`
  return change({ ...made, unit: changeUnit(spec.as, first.unit), formula }, first, second, spec.as)
}

type Extreme = Extract<FigureSpec, { highest: unknown } | { lowest: unknown }>

/** The n-th highest or lowest of a column, with every row where it stands; the residual row is never ranked. */
function extreme(name: string, spec: Extreme, naming: Naming): Figure | null {
  const ref = 'highest' in spec ? spec.highest : spec.lowest
  const [head = '', star, columnId] = ref.split('.')
  const table = naming.tables.get(head)
  const column = columnId ?? table?.columns[0]?.id ?? ''
  if (!table || star !== '*' || !table.columns.some((one) => one.id === column)) {
    const among = table
      ? table.columns.map((one) => `${head}.*.${one.id}`)
      : [...naming.tables.keys()].map((id) => `${id}.*`)
    if (table || !(head in naming.on.spec.tables)) tellUnknown('unknown-reference', ref, ref, among, name, naming)
    return null
  }
  const known = table.rows.filter((row) => row.role === 'body').map((row) => row.figures[column] as Figure)
  const formulaOf = (word: string) => `${spec.place === 1 ? '' : `${spec.place}. `}${word} of ${ref}`
  const gap = known.find((figure) => figure.value === null)
  // Any number could stand in the gap: a lowest month that was not measured would be a false claim.
  if (gap) return { ...gap, id: name, formula: formulaOf('highest' in spec ? 'highest' : 'lowest') }
  const sign = 'highest' in spec ? -1 : 1
  const steps = distinct(known).sort((a, b) => sign * a.cmp(b))
  const target = steps[spec.place - 1]
  const here = known.filter((figure) => target && figure.value?.eq(target))
  const [first] = here
  if (!first) return null
  const formula = formulaOf('highest' in spec ? 'highest' : 'lowest')
  return { ...first, id: name, formula, at: here.flatMap((one) => one.at), from: here.flatMap((one) => one.from) }
}

function distinct(figures: readonly Figure[]): Big[] {
  const values: Big[] = []
  for (const { value } of figures) if (value && !values.some((one) => one.eq(value))) values.push(value)
  return values
}
