/** What waits for somebody: approvals, missed occurrences that ask, and messages of which nobody knows whether they arrived. */
import { withoutAddresses } from '../../release/ledger/address.ts'
import { type Markup, markup } from '../../release/site/markup.ts'
import type { Approval, RunStatus, Status, UnknownDelivery } from '../status.ts'
import { button, buttons, type Part, paragraph, plural, table, text } from './form.ts'
import { moment } from './moment.ts'
import { noticesShown } from './notices.ts'
import { runName } from './runs-part.ts'
import type { View } from './view.ts'

const asking = ({ runs }: Status) => runs.filter(({ state }) => state === 'asking')

/** A schedule and a change of files may wait for the same approval: it is one decision. */
function approving({ runs }: Status): readonly RunStatus[] {
  const waiting = runs.filter(({ state }) => state === 'waiting-for-approval')
  const decision = ({ factsheet, edition, detail }: RunStatus) => JSON.stringify([factsheet, edition, detail.approval])
  return [...new Map(waiting.toReversed().map((run) => [decision(run), run])).values()].toReversed()
}

/** How many decisions there are to be made. */
export const waitingFor = (status: Status): number =>
  approving(status).length + asking(status).length + status.unknown.length

export function waitingPart(status: Status, view: View): Part {
  const count = waitingFor(status)
  const groups = [
    ...approving(status).map((run) => approvalCard(run, view)),
    ...asking(status).map((run) => askingCard(run, view)),
    unknownGroup(status.unknown, view),
  ]
  const body = count === 0 ? paragraph('Nothing waits for anybody.') : markup`${signInHint(view)}${groups}`
  return { id: 'waiting', title: 'Waiting for somebody', count, body }
}

function signInHint({ csrf, canSignIn }: View): Markup | null {
  if (csrf !== null) return null
  if (!canSignIn) return paragraph('Nothing can be settled from here, because this page was started without a token.')
  return markup`<p><a href="/sign-in">Sign in</a> to settle what can be settled from here.</p>\n`
}

function approvalCard(run: RunStatus, { csrf, zone }: View): Markup {
  const { factsheet, edition, schedule, occurrence, detail } = run
  const about = `${runName(run)}, ${occurrence}`
  const again = button(
    { label: 'Look again now', about, action: { kind: 'retry', schedule, occurrence }, plain: true },
    csrf,
  )
  const summary = detail.summary === undefined ? null : paragraph(detail.summary)
  return markup`<article class="card">
<h3>${factsheet}, edition ${edition}: to be approved</h3>
${summary}${detail.approval ? approvalFacts(detail.approval) : null}
<p class="quiet">Approve it with <code>diptych approve ${factsheet} --edition ${edition} --by NAME</code>, and it goes on by itself. The run was due at ${moment(occurrence, zone)}.</p>
${buttons([again])}</article>\n`
}

function approvalFacts({ version, kind, changes, undecided, notices, sheet }: Approval): Markup {
  const open = undecided === 0 ? null : markup`, <strong>${undecided} of them not decided yet</strong>`
  return markup`<p>Version ${version}, ${kind}: ${plural(changes, 'change')}${open}.${sheetLink(sheet)}</p>
${noticesShown(notices)}`
}

/** Only files that lie in the folder of review sheets are shown, see routes.ts. */
function sheetLink(sheet: string | null): Markup | null {
  const name = /^out\/review\/([^/]+)$/.exec(sheet ?? '')?.[1]
  return name === undefined ? null : markup` <a href="/review/${encodeURIComponent(name)}">Review sheet</a>`
}

function askingCard(run: RunStatus, { csrf, zone }: View): Markup {
  const { factsheet, edition, schedule, occurrence, detail } = run
  const about = `${runName(run)}, ${occurrence}`
  const decide = { schedule, occurrence }
  const summary = detail.summary ?? 'Nothing ran when it was due. Shall it be made up for?'
  return markup`<article class="card">
<h3>${factsheet}, edition ${edition}: was missed</h3>
<p>It was due at ${moment(occurrence, zone)} by <code>${schedule}</code>. ${summary}</p>
${buttons([
  button({ label: 'Run it now', about, action: { kind: 'run', ...decide } }, csrf),
  button({ label: 'Skip it', about, action: { kind: 'skip', ...decide }, plain: true }, csrf),
])}</article>\n`
}

function unknownGroup(unknown: readonly UnknownDelivery[], view: View): Markup | null {
  if (unknown.length === 0) return null
  const head = ['Recipient', 'Factsheet', 'Edition', 'Version', 'Sent at', 'What the server said']
  return markup`<div class="card">
<h3>Messages that may have arrived</h3>
<p>The connection broke after they were handed over, and only the log of the mail server can tell. They are not sent again by themselves.</p>
${table({
  caption: 'Messages of which nobody knows whether they arrived',
  head: view.csrf === null ? head : [...head, 'Settle'],
  rows: unknown.map((one) => unknownRow(one, view)),
  numbers: [3],
})}</div>\n`
}

function unknownRow(one: UnknownDelivery, { csrf, zone }: View): readonly Markup[] {
  const { factsheet, edition, version, recipient, begun, response } = one
  const short = recipient.slice(0, 12)
  const action = { kind: 'resolve', factsheet, edition, version, recipient } as const
  const about = `to ${short}, version ${version} of ${factsheet} ${edition}`
  const ask = {
    summary: 'It did not arrive',
    warning: 'If it did arrive after all, the reader gets it twice.',
  }
  const settle = buttons([
    button({ label: 'It arrived', about, action: { ...action, how: 'sent' } }, csrf),
    button({ label: 'Send it again', about, action: { ...action, how: 'again' }, ask, plain: true }, csrf),
  ])
  return [
    markup`<code>${short}</code>`,
    text(factsheet),
    text(edition),
    text(version),
    begun === null ? text('–') : moment(begun, zone),
    text(withoutAddresses(response ?? 'nothing')),
    ...(settle ? [settle] : []),
  ]
}
