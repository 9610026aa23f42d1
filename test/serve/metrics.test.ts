import { describe, expect, it } from 'vitest'
import { metricsText } from '../../src/serve/metrics.ts'
import type { Status } from '../../src/serve/status.ts'
import { EMPTY, EVERYTHING } from './statuses.ts'

interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** One label of Prometheus' text format 0.0.4, in which only `\\`, `\"` and `\n` are escapes. */
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"/
const SAMPLE = new RegExp(`^([a-zA-Z_:][\\w:]*)(?:\\{(${LABEL.source}(?:,${LABEL.source})*)\\})? (-?\\d+(?:\\.\\d+)?)$`)

/** Throws at the first line that the format does not allow; the samples of each metric. */
function parse(text: string): ReadonlyMap<string, readonly Sample[]> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const metrics = new Map<string, Sample[]>()
  const seen = new Set<string>()
  const lines = text.slice(0, -1).split('\n')
  let current = ''
  for (const [index, line] of lines.entries()) {
    const help = /^# HELP (\w+) \S.*$/.exec(line)
    if (help) {
      current = help[1] ?? ''
      if (metrics.has(current)) throw new Error(`${current} comes twice`)
      if (lines[index + 1] !== `# TYPE ${current} gauge`) throw new Error(`${current} has no type`)
      metrics.set(current, [])
      continue
    }
    if (line === `# TYPE ${current} gauge`) continue
    const sample = SAMPLE.exec(line)
    if (!sample || sample[1] !== current) throw new Error(`line ${index + 1}: ${line}`)
    if (seen.has(line.replace(/ \S+$/, ''))) throw new Error(`twice: ${line}`)
    seen.add(line.replace(/ \S+$/, ''))
    metrics.get(current)?.push({ labels: labelsIn(sample[2] ?? ''), value: Number(sample.at(-1)) })
  }
  return metrics
}

function labelsIn(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(new RegExp(LABEL.source, 'g'))]
  const plain = (value: string) => value.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one))
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, plain(value)]))
}

const measured = (status: Status, name: string, labels: Readonly<Record<string, string>> = {}) =>
  parse(metricsText(status))
    .get(name)
    ?.find((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))?.value

describe('metrics', () => {
  it.each([
    ['everything', EVERYTHING],
    ['nothing', EMPTY],
  ])('keep to the format with %s to tell', (_, status) => {
    expect(parse(metricsText(status)).size).toBe(11)
  })

  it('tell who leads, and what is wrong', () => {
    expect(measured(EMPTY, 'diptych_healthy')).toBe(1)
    expect(measured(EVERYTHING, 'diptych_healthy')).toBe(0)
    expect(measured(EVERYTHING, 'diptych_alarms')).toBe(2)
    expect(measured(EVERYTHING, 'diptych_alarms_untold')).toBe(1)
    const standing = { ...EMPTY, role: 'standing-by' } as const
    expect(measured(standing, 'diptych_leading')).toBe(0)
    expect(measured(standing, 'diptych_led')).toBe(1)
    expect(measured({ ...standing, leader: null }, 'diptych_led')).toBe(0)
    expect(measured({ ...EMPTY, role: 'draining' }, 'diptych_draining')).toBe(1)
    expect(measured(EMPTY, 'diptych_info', { version: '0.1.0' })).toBe(1)
  })

  it('count runs and pieces of builds in every state, those that there are none of as well', () => {
    expect(measured(EVERYTHING, 'diptych_runs', { state: 'failed' })).toBe(1)
    expect(measured(EMPTY, 'diptych_runs', { state: 'failed' })).toBe(0)
    expect(parse(metricsText(EMPTY)).get('diptych_runs')).toHaveLength(9)
    expect(measured(EVERYTHING, 'diptych_tasks', { state: 'done' })).toBe(581)
  })

  it('count the messages of an edition over all its versions', () => {
    const edition = { factsheet: 'voluntary-return', edition: '2025' }
    expect(measured(EVERYTHING, 'diptych_deliveries', { ...edition, state: 'sent' })).toBe(420)
    expect(measured(EVERYTHING, 'diptych_deliveries', { ...edition, state: 'unknown' })).toBe(2)
    expect(measured(EVERYTHING, 'diptych_deliveries', { ...edition, state: 'deferred' })).toBe(0)
  })

  it('tell the seconds until each schedule is next due, below 0 when it is late', () => {
    expect(measured(EVERYTHING, 'diptych_next_due_seconds', { schedule: 'waste/monthly' })).toBe(1800)
    const late = { ...EVERYTHING, now: '2027-01-15T06:01:00Z' }
    expect(measured(late, 'diptych_next_due_seconds', { schedule: 'waste/monthly' })).toBe(-60)
    const [first] = EVERYTHING.upcoming
    const twice = {
      ...EVERYTHING,
      upcoming: first ? [{ ...first, at: '2027-02-15T07:00:00+01:00[Europe/Brussels]' }, first] : [],
    }
    expect(parse(metricsText(twice)).get('diptych_next_due_seconds')).toEqual([
      { labels: { schedule: 'waste/monthly', factsheet: 'waste' }, value: 1800 },
    ])
  })

  it('keep what is in a name, whatever it is', () => {
    const factsheet = 'a"b\\c\nd}e,f="g"'
    const status = {
      ...EMPTY,
      deliveries: [{ factsheet, edition: '2020', version: 1, state: 'sent', count: 7 }],
    } as const
    expect(measured(status, 'diptych_deliveries', { factsheet, state: 'sent' })).toBe(7)
  })

  it('name nobody', () => {
    expect(metricsText(EVERYTHING)).not.toMatch(/@|3f9c|81d0/)
  })
})
