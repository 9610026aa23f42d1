/** What is next, and how far mail and builds have come, in numbers. */
import { markup } from '../../release/site/markup.ts'
import { DELIVERY_STATES } from '../metrics.ts'
import type { Status } from '../status.ts'
import { type Part, paragraph, table, text } from './form.ts'
import { distance, zonedMoment } from './moment.ts'

export function duePart({ upcoming, now }: Status): Part {
  const rows = upcoming.map(({ schedule, factsheet, edition, at, steps }) => [
    markup`${factsheet} ${edition}<br><code class="quiet">${schedule}</code>`,
    zonedMoment(at),
    markup`<span class="whole">${distance(now, Temporal.ZonedDateTime.from(at).toInstant())}</span>`,
    text(steps.join(', ')),
  ])
  const head = ['Factsheet and edition', 'Local time', 'From now', 'Steps']
  const body =
    rows.length === 0
      ? paragraph('Nothing is due: no factsheet has a schedule.')
      : table({ caption: 'What is due next', head, rows })
  return { id: 'due', title: 'Next due', count: rows.length, body }
}

export function deliveriesPart({ deliveries }: Status): Part {
  const versions = Map.groupBy(deliveries, ({ factsheet, edition, version }) =>
    JSON.stringify([factsheet, edition, version]),
  )
  const rows = [...versions.values()].map((own) => {
    const { factsheet = '', edition = '', version = 0 } = own[0] ?? {}
    const counts = DELIVERY_STATES.map((state) => own.find((one) => one.state === state)?.count ?? 0)
    const total = counts.reduce((sum, one) => sum + one, 0)
    return [text(factsheet), text(edition), ...[version, ...counts, total].map(text)]
  })
  const body =
    rows.length === 0
      ? paragraph('No message is planned, and none was sent.')
      : table({
          caption: 'Messages to subscribers, by version and state',
          head: ['Factsheet', 'Edition', 'Version', ...DELIVERY_STATES, 'all'],
          rows,
          numbers: [2, ...DELIVERY_STATES.map((_, index) => index + 3), DELIVERY_STATES.length + 3],
        })
  return { id: 'deliveries', title: 'Messages', count: null, body }
}

export function tasksPart({ tasks }: Status): Part {
  const counts = Object.entries(tasks)
  const facts = counts.map(([state, count]) => markup`<div><dt>${state}</dt><dd>${count}</dd></div>\n`)
  const none = counts.every(([, count]) => count === 0)
  const body = none ? paragraph('No build was taken to pieces.') : markup`<dl class="facts">${facts}</dl>`
  return { id: 'tasks', title: 'Pieces of builds', count: null, body }
}
