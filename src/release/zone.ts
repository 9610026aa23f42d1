/** Time zones by their names in the IANA list. */
import { nearest } from '../problem.ts'

/** Whether it is a zone, spelled as the list spells it: an offset such as `+01:00` is none, since no clock is put forward in it. */
export function isZone(name: string): boolean {
  try {
    return /^\p{L}/u.test(name) && new Temporal.ZonedDateTime(0n, name).timeZoneId === name
  } catch {
    return false
  }
}

/** The zone that was most likely meant, null when none is near. */
export function nearestZone(name: string): string | null {
  const all = Intl.supportedValuesOf('timeZone')
  return all.find((zone) => cityOf(zone) === cityOf(name)) ?? nearest(name, all) ?? null
}

/** Its last part, in small letters and with the blanks of the list. */
function cityOf(zone: string): string {
  return zone
    .slice(zone.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(' ', '_')
}
