/** The subscribers: `data/subscribers.csv`, every row checked, and everything that is wrong told in one run. */
import type { Column, TablePlan } from '../data/plan.ts'
import { checkTable } from '../data/table.ts'
import { type Place, problem, type Tell } from '../problem.ts'
import { normalAddress } from '../release/ledger/address.ts'
import type { World } from '../world.ts'
import { readAddress } from './address.ts'
import { type Cells, EVERY, type Offer, readSubscriber, type Subscriber } from './subscriber.ts'

/** Personal data: it is not committed. */
export const SUBSCRIBERS = 'data/subscribers.csv'
const column = (name: string, type: Column['type'], required = true): Column => ({
  name,
  type,
  role: 'attribute',
  itemDelimiter: ';',
  constraints: { required },
})

const COLUMNS = [
  column('address', 'string'),
  column('name', 'string', false),
  column('language', 'string'),
  column('factsheets', 'list'),
  column('areas', 'list', false),
  column('active', 'boolean'),
  column('consent', 'date'),
]

const PLAN: TablePlan = {
  kind: 'dataset',
  name: 'subscribers',
  file: SUBSCRIBERS,
  encoding: 'utf-8',
  delimiter: ',',
  columns: COLUMNS,
  key: [],
  exactOrder: false,
  place: { file: SUBSCRIBERS },
}

/** Reads and checks them; a row with an error is told and left out. */
export async function readSubscribers(
  offers: readonly Offer[],
  world: World,
  tell: Tell,
): Promise<readonly Subscriber[]> {
  if (!(await world.files.exists(SUBSCRIBERS))) {
    tell(problem('subscribers-missing', { columns: COLUMNS.map(({ name }) => name) }, { file: SUBSCRIBERS }))
    return []
  }
  const found: Subscriber[] = []
  const isNew = doubles(tell)
  const today = dateOf(world)
  await checkTable(PLAN, new Map(), world, tell, ({ values, place }) => {
    const cells: Cells = Object.fromEntries(COLUMNS.map(({ name }, index) => [name, values[index]]))
    const placeOf = (name: string) => place(COLUMNS.findIndex((one) => one.name === name))
    const subscriber = readSubscriber(cells, { offers, place: placeOf, today, tell })
    if (isNew(cells.address, placeOf('address')) && subscriber) found.push(subscriber)
  })
  return found
}

/** Tells an address that stands in an earlier row, also one that is wrong elsewhere. */
function doubles(tell: Tell): (text: Cells[string], place: Place) => boolean {
  const seen = new Map<string, Place>()
  return (text, place) => {
    const read = typeof text === 'string' ? readAddress(text) : { fault: null }
    if (!('address' in read)) return true
    const same = normalAddress(read.address)
    const first = seen.get(same)
    if (first) tell(problem('subscriber-doubled', { line: first.line ?? 0 }, place, [first]))
    else seen.set(same, place)
    return !first
  }
}

/** A consent is given on a day somewhere: wherever it is tomorrow already counts. */
function dateOf({ now }: World): string {
  return now.add({ hours: 14 }).toZonedDateTimeISO('UTC').toPlainDate().toString()
}

/** Those who are to get a factsheet: active, subscribed to it, in a language and to an area that it has. */
export function subscribersOf(offer: Offer, all: readonly Subscriber[]): readonly Subscriber[] {
  return all.flatMap((one) => {
    const wants = one.factsheets.includes(EVERY) || one.factsheets.includes(offer.factsheet)
    if (!one.active || !wants || !offer.languages.includes(one.language)) return []
    const areas = one.areas.filter((area) => offer.areas.includes(area))
    // Of a factsheet without areas everyone gets the whole.
    if (one.areas.length > 0 && offer.areas.length > 0 && areas.length === 0) return []
    return [{ ...one, areas }]
  })
}
