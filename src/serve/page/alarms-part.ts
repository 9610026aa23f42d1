/** Alarms: what is wrong, since when, and whether the operator has been written to. */
import { withoutAddresses } from '../../release/ledger/address.ts'
import { type Markup, markup } from '../../release/site/markup.ts'
import type { Alarm, Status } from '../status.ts'
import { button, buttons, type Part, paragraph } from './form.ts'
import { moment } from './moment.ts'
import type { View } from './view.ts'

export function alarmsPart({ alarms }: Status, view: View): Part {
  const items = alarms.map((one) => alarmItem(one, view))
  const body = items.length === 0 ? paragraph('No alarm stands.') : markup`<ul class="cards">${items}</ul>`
  return { id: 'alarms', title: 'Alarms', count: alarms.length, body }
}

function alarmItem({ key, factsheet, raised, told, ...alarm }: Alarm, { csrf, zone }: View): Markup {
  // This page can be seen on a screen that others see as well.
  const sentence = withoutAddresses(alarm.sentence)
  const clear = button(
    { label: 'Clear this alarm', about: sentence, action: { kind: 'clear', key }, plain: true },
    csrf,
  )
  const of = factsheet === null ? null : markup`${factsheet}, `
  return markup`<li class="card bad"><p class="sign bad"><strong>${sentence}</strong></p>
<p class="quiet">${of}since ${moment(raised, zone)}; ${
    told === null
      ? 'the operator has not been written to yet'
      : markup`the operator was written to at ${moment(told, zone)}`
  }</p>${buttons([clear])}</li>\n`
}
