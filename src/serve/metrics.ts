/** What `/metrics` answers: the numbers of the status, in Prometheus' text format 0.0.4. */
import type { DeliveryState } from '../release/ledger/delivery.ts'
import { isHealthy, type RunState, type Status } from './status.ts'

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly Sample[]
}

export const RUN_STATES: readonly RunState[] = [
  'due',
  'running',
  'waiting-for-data',
  'waiting-for-approval',
  'waiting-for-time',
  'asking',
  'done',
  'failed',
  'skipped',
]
export const DELIVERY_STATES: readonly DeliveryState[] = [
  'planned',
  'sending',
  'sent',
  'deferred',
  'bounced',
  'unknown',
]

/** All metrics, each a gauge. Recipients and what became of each are no metric: only how many. */
export function metricsText(status: Status): string {
  return [...standing(status), runs(status), tasks(status), deliveries(status), nextDue(status)]
    .map(metricText)
    .join('')
}

function standing(status: Status): readonly Metric[] {
  const { engine, role, leader, alarms } = status
  const yes = (value: boolean) => [{ value: Number(value) }]
  return [
    {
      name: 'diptych_info',
      help: 'The version of Diptych, as a label; always 1.',
      samples: [{ labels: { version: engine }, value: 1 }],
    },
    { name: 'diptych_healthy', help: '1 when somebody leads and no alarm stands.', samples: yes(isHealthy(status)) },
    { name: 'diptych_led', help: '1 when a process leads, this one or another.', samples: yes(leader !== null) },
    { name: 'diptych_leading', help: '1 when this process leads.', samples: yes(role === 'leading') },
    {
      name: 'diptych_draining',
      help: '1 when this process finishes what it has begun, and ends.',
      samples: yes(role === 'draining'),
    },
    { name: 'diptych_alarms', help: 'Alarms that stand.', samples: [{ value: alarms.length }] },
    {
      name: 'diptych_alarms_untold',
      help: 'Alarms of which the operator has not been written to.',
      samples: [{ value: alarms.filter(({ told }) => told === null).length }],
    },
  ]
}

function runs({ runs: all }: Status): Metric {
  const samples = RUN_STATES.map((state) => ({
    labels: { state },
    value: all.filter((one) => one.state === state).length,
  }))
  return { name: 'diptych_runs', help: 'Runs by state, among the hundred newest.', samples }
}

function tasks({ tasks: all }: Status): Metric {
  const samples = Object.entries(all).map(([state, value]) => ({ labels: { state }, value }))
  return { name: 'diptych_tasks', help: 'Pieces of builds by state.', samples }
}

/** Every state of an edition that has any, so that none disappears when it comes to nothing. */
function deliveries({ deliveries: all }: Status): Metric {
  const editions = Map.groupBy(all, ({ factsheet, edition }) => JSON.stringify([factsheet, edition]))
  const samples = [...editions.values()].flatMap((own) =>
    DELIVERY_STATES.map((state) => {
      const { factsheet = '', edition = '' } = own[0] ?? {}
      const counts = own.filter((one) => one.state === state).map(({ count }) => count)
      return { labels: { factsheet, edition, state }, value: counts.reduce((sum, one) => sum + one, 0) }
    }),
  )
  return {
    name: 'diptych_deliveries',
    help: 'Messages to subscribers by state, of all versions of an edition.',
    samples,
  }
}

function nextDue({ upcoming, now }: Status): Metric {
  const from = Temporal.Instant.from(now)
  const samples = [...Map.groupBy(upcoming, ({ schedule }) => schedule)].map(([schedule, own]) => {
    const seconds = own.map(({ at }) => from.until(Temporal.ZonedDateTime.from(at).toInstant()).total('seconds'))
    return { labels: { schedule, factsheet: own[0]?.factsheet ?? '' }, value: Math.min(...seconds) }
  })
  const help = 'Seconds until the next occurrence of a schedule; below 0 when it is late.'
  return { name: 'diptych_next_due_seconds', help, samples }
}

function metricText({ name, help, samples }: Metric): string {
  const lines = samples.map(({ labels = {}, value }) => `${name}${labelsText(labels)} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
