/** Moments as an operator reads them: on the clocks of a zone, with what these differ from UTC. */
import { type Markup, markup } from '../../release/site/markup.ts'

/** `2027-01-15 06:00 +01:00`. */
export const moment = (at: string, zone: string): Markup => clock(Temporal.Instant.from(at).toZonedDateTimeISO(zone))

/** The same with the name of its zone. */
export function zonedMoment(at: string): Markup {
  const local = Temporal.ZonedDateTime.from(at)
  return markup`${clock(local)} <span class="quiet">${local.timeZoneId}</span>`
}

function clock(at: Temporal.ZonedDateTime): Markup {
  const day = at.toPlainDate().toString()
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' })
  return markup`<time datetime="${day}T${time}${at.offset}">${day} ${time} <span class="quiet">${at.offset}</span></time>`
}

/** `in 3 h 20 min`, `4 min ago`, `now`: the two largest units, cut off. */
export function distance(from: string, to: Temporal.Instant): string {
  const minutes = Math.trunc(Temporal.Instant.from(from).until(to).total('minutes'))
  if (minutes === 0) return 'now'
  return minutes > 0 ? `in ${span(minutes)}` : `${span(-minutes)} ago`
}

function span(minutes: number): string {
  const units = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const
  const first = units.findIndex(([count]) => count > 0)
  const shown = units.slice(first, first + 2).filter(([count]) => count > 0)
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ')
}
