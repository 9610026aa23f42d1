/** Runs: how far each has come, why it waits and until when, and the problems of those that failed. */
import { type Markup, markup } from '../../release/site/markup.ts'
import type { RunState, RunStatus, Status } from '../status.ts'
import { button, buttons, type Part, paragraph, type Sign, signed, table, text } from './form.ts'
import { distance, moment } from './moment.ts'
import type { View } from './view.ts'

const STATES: Readonly<Record<RunState, readonly [sign: Sign, words: string]>> = {
  due: ['busy', 'due'],
  running: ['busy', 'running'],
  'waiting-for-data': ['waits', 'waits for data'],
  'waiting-for-approval': ['waits', 'waits for approval'],
  'waiting-for-time': ['waits', 'waits for its time'],
  asking: ['waits', 'missed, and asks'],
  done: ['good', 'done'],
  failed: ['bad', 'failed'],
  skipped: ['idle', 'skipped'],
}

export const runName = ({ factsheet, edition }: RunStatus): string => `${factsheet} ${edition}`

export function runsPart(status: Status, view: View): Part {
  const { runs } = status
  const failed = runs.filter(({ state, detail }) => state === 'failed' || detail.problems !== undefined)
  const head = ['Run', 'Due', 'State', 'What came of it', 'Begun, ended', 'Attempts']
  const body = markup`${table({
    caption: 'Runs, the newest first',
    head: view.csrf === null ? head : [...head, 'Go on'],
    rows: runs.map((run) => runRow(run, status, view)),
    numbers: [5],
  })}
${failed.map((run) => problemsOf(run, view))}`
  return {
    id: 'runs',
    title: 'Runs',
    count: runs.length,
    body: runs.length === 0 ? paragraph('Nothing has run yet.') : body,
  }
}

function runRow(run: RunStatus, { now }: Status, { csrf, zone }: View): readonly Markup[] {
  const { schedule, occurrence, state, attempts, begun, ended } = run
  const [sign, words] = STATES[state]
  const times = [begun, ended].filter((one) => one !== null).map((one) => markup`<div>${moment(one, zone)}</div>`)
  const cells = [
    markup`${runName(run)}<br><code class="quiet">${schedule}</code>`,
    moment(occurrence, zone),
    signed(sign, words),
    outcome(run, now, zone),
    times.length === 0 ? text('–') : markup`${times}`,
    text(attempts),
  ]
  return csrf === null ? cells : [...cells, goOn(run, csrf) ?? text('–')]
}

function outcome({ step, state, notBefore, detail }: RunStatus, now: string, zone: string): Markup {
  const where =
    step === null ? null : markup`<span class="quiet">${state === 'failed' ? 'stopped at' : 'step'}: ${step}</span>`
  const next =
    notBefore === null
      ? null
      : markup`Goes on at ${moment(notBefore, zone)}, <span class="whole">${distance(now, Temporal.Instant.from(notBefore))}</span>.`
  const parts = [detail.summary === undefined ? null : markup`${detail.summary}`, next, where].filter(
    (one) => one !== null,
  )
  return markup`<div class="told-of">${parts.map((one) => markup`<div>${one}</div>`)}</div>`
}

/** Those that ask are settled above. */
function goOn(run: RunStatus, csrf: string): Markup | null {
  const { schedule, occurrence, state } = run
  if (state !== 'failed' && !state.startsWith('waiting')) return null
  const label = state === 'failed' ? 'Try again now' : 'Go on now'
  const about = `${runName(run)}, ${occurrence}`
  return buttons([button({ label, about, action: { kind: 'retry', schedule, occurrence }, plain: true }, csrf)])
}

/** In full, as the terminal shows them. */
function problemsOf(run: RunStatus, { zone }: View): Markup | null {
  const { occurrence, detail } = run
  const name = `Problems of ${runName(run)}, ${occurrence}`
  if (detail.problems === undefined) return null
  return markup`<h3>Problems of ${runName(run)}, due ${moment(occurrence, zone)}</h3>
<pre tabindex="0" role="region" aria-label="${name}">${detail.problems}</pre>\n`
}
