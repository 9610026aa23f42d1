/** How everything stands, as a person reads it in a terminal. */
import type { RunStatus, Status, Upcoming } from './serve/status.ts'

/** Runs that are listed. */
const LISTED = 12

export function reportStanding({ role, leader, alarms, notices, runs, upcoming, unknown, deliveries }: Status): string {
  const sections = [
    role === 'idle' ? 'Nothing serves at the moment.' : `Process ${leader} leads.`,
    section(
      'Alarms',
      alarms.map(({ raised, sentence }) => `${minute(raised)}  ${sentence}`),
    ),
    section('Waiting for somebody', [...new Set(notices.map(({ sentence }) => sentence))]),
    section(
      'Runs',
      runs.slice(0, LISTED).flatMap((run, index) => runLines(run, isNewest(run, runs, index))),
    ),
    section('Next', upcoming.map(nextLine)),
    section('Messages', messageLines(deliveries)),
    unknown.length > 0 ? `${unknown.length} messages are unknown: see \`diptych send status\`.` : '',
  ]
  return sections.filter((one) => one !== '').join('\n\n')
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n')

/** To the minute; Z is UTC. */
const minute = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')}Z`

/** Only of the newest run of a schedule are the problems told in full: they are those of today. */
const isNewest = ({ schedule }: RunStatus, runs: readonly RunStatus[], index: number): boolean =>
  runs.findIndex((one) => one.schedule === schedule) === index

function runLines(run: RunStatus, inFull: boolean): readonly string[] {
  const { occurrence, schedule, edition, state, notBefore, detail } = run
  const again = notBefore === null ? '' : `, again at ${minute(notBefore)}`
  const head = `${minute(occurrence)}  ${schedule.padEnd(32)} ${edition}  ${state}${again}`
  const problems = (inFull && state !== 'done' ? (detail.problems ?? '') : '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return [head, ...(detail.summary ? [`  ${detail.summary}`] : []), ...problems.map((line) => `    ${line}`)]
}

const nextLine = ({ at, schedule, edition, steps }: Upcoming): string =>
  `${at.replace(/\[.*/, '').replace('T', ' ')}  ${schedule.padEnd(32)} ${edition}  ${steps.join(', ')}`

function messageLines(deliveries: Status['deliveries']): readonly string[] {
  return deliveries.map(({ factsheet, edition, version, state, count }) => {
    return `${factsheet} ${edition}, version ${version}: ${count} ${state}`
  })
}

/** Of one factsheet; what is about none stays. */
export function onlyOf(name: string, status: Status): Status {
  const own = <T extends { readonly factsheet: string | null }>(all: readonly T[]) =>
    all.filter(({ factsheet }) => factsheet === name || factsheet === null)
  const { alarms, notices, runs, upcoming, deliveries, unknown } = status
  return {
    ...status,
    ...{ alarms: own(alarms), notices: own(notices), runs: own(runs), upcoming: own(upcoming) },
    ...{ deliveries: own(deliveries), unknown: own(unknown) },
  }
}
