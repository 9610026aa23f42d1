/** How it stands, in one sentence, and what that sentence rests on. */
import { type Markup, markup } from '../../release/site/markup.ts'
import { isHealthy, type Status } from '../status.ts'
import { plural } from './form.ts'
import { distance } from './moment.ts'
import { waitingFor } from './waiting-part.ts'

/** What the process does that answers. */
function roleSentence({ role, leader }: Status): string {
  const other = leader === null ? 'Nobody leads.' : `${leader} leads.`
  if (role === 'leading') return 'This process leads: it begins what is due.'
  if (role === 'standing-by') return `This process stands by, to take over when the leader ends. ${other}`
  if (role === 'draining') return `This process finishes what it has begun, and takes nothing new. ${other}`
  return 'Nothing runs here: what is due does not begin by itself.'
}

export function standing(status: Status): Markup {
  const well = isHealthy(status)
  const { leader, engine, runs, upcoming, now } = status
  const [next] = upcoming
  const due =
    next && `${distance(now, Temporal.ZonedDateTime.from(next.at).toInstant())}, ${next.factsheet} ${next.edition}`
  const facts: readonly (readonly [string, Markup])[] = [
    ['Leads', markup`${leader ?? 'nobody'}`],
    ['Running', markup`${runs.filter(({ state }) => state === 'running').length}`],
    ['Next due', markup`${due ?? 'nothing'}`],
    ['Diptych', markup`${engine}`],
  ]
  const rows = facts.map(([key, value]) => markup`<div><dt>${key}</dt><dd>${value}</dd></div>\n`)
  return markup`<div class="decision ${well ? 'well' : 'blocked'}">
<p class="outcome">${outcome(status)}</p>
<p>${roleSentence(status)}</p>
</div>
<dl class="facts">${rows}</dl>`
}

/** An alarm comes before a decision, and a decision before good news. */
function outcome(status: Status): string {
  const { role, leader, alarms } = status
  const decisions = waitingFor(status)
  const wait = decisions === 0 ? '' : ` ${plural(decisions, 'decision waits', 'decisions wait')} for somebody.`
  if (alarms.length > 0) return `Not well: ${plural(alarms.length, 'alarm stands', 'alarms stand')}.${wait}`
  if (role === 'idle') return `Not running.${wait}`
  if (leader === null) return `Not well: nobody leads.${wait}`
  return wait === '' ? 'All is well.' : `Running.${wait}`
}
