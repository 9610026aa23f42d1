/** What a factsheet's definition says about its schedules. */
import { Cron } from 'croner'
import { z } from 'zod'
import { isZone, nearestZone } from '../release/zone.ts'
import { readAddress } from '../send/address.ts'

export const STEPS = ['build', 'publish', 'send'] as const
export type Step = (typeof STEPS)[number]

const Steps = z
  .array(z.enum(STEPS))
  .min(1)
  .refine(
    (steps) => steps.join() === STEPS.slice(0, steps.length).join(),
    'must be build, then perhaps publish, then perhaps send: what is not built cannot be published',
  )

/** So that a definition is right or wrong whatever the day. */
const EPOCH = new Date(0)

const isPattern = (text: string): boolean => {
  try {
    return new Cron(text, { paused: true, mode: '5-part' }).nextRun(EPOCH) !== null
  } catch {
    return false
  }
}

/** A length that is the same whatever the day it begins on. */
const Length = z.string().refine((text) => {
  try {
    const { sign, years, months } = Temporal.Duration.from(text)
    return sign > 0 && years === 0 && months === 0
  } catch {
    return false
  }
}, 'must be a length of time in ISO 8601, such as PT6H for six hours or P7D for a week')

const NO_EDITION = 'must be previous, current, or an edition such as 2020 or "2020-04"'

const RunSpec = z.strictObject({
  cron: z
    .string()
    .refine(isPattern, 'must be five fields, minute hour day month weekday, that come true some day: 0 6 10 1 *')
    .describe('Minute, hour, day of the month, month and weekday, on the clocks of the zone'),
  edition: z
    .union(
      [
        z.enum(['previous', 'current']),
        z.int().min(1000).max(9999).transform(String),
        z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, NO_EDITION),
      ],
      NO_EDITION,
    )
    .default('previous')
    .describe('The period before the one in which it is due, that one itself, or always this edition'),
  do: Steps.default(['build', 'publish', 'send']).describe('What is done, in this order'),
  missed: z
    .enum(['latest', 'all', 'ask'])
    .default('latest')
    .describe(
      'What is made up for when the machine was off: the latest occurrence, all of them, or what a person says',
    ),
  retry: Length.default('PT6H').describe(
    'How long to wait for data before looking again, if no file changes meanwhile',
  ),
  ahead: Length.default('P7D').describe('How long before the announced day data that are missing are warned of'),
})

export const ScheduleSpec = z
  .strictObject({
    zone: z
      .string()
      .refine(isZone, { error: ({ input }) => zoneFault(String(input)) })
      .describe('IANA time zone of the clocks that all patterns speak of'),
    warn: z
      .array(z.string().refine((text) => 'address' in readAddress(text), 'must be an e-mail address'))
      .default([])
      .describe('Whom to write to when something needs a person'),
    changed: Steps.default(['build']).describe('What is done when a file has changed; nothing is published unapproved'),
    runs: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name has small letters, digits and hyphens'), RunSpec)
      .default({}),
  })
  .describe('What `diptych serve` does by itself')
export type ScheduleSpec = Readonly<z.infer<typeof ScheduleSpec>>

function zoneFault(zone: string): string {
  const near = nearestZone(zone)
  return `must be a time zone of the IANA list${near === null ? '' : `; did you mean "${near}"?`}`
}
