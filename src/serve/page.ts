/** The status page: what an operator must know, in the order in which they need it. */
import { type Markup, markup } from '../release/site/markup.ts'
import { alarmsPart } from './page/alarms-part.ts'
import { deliveriesPart, duePart, tasksPart } from './page/figures-part.ts'
import { field, type Part, section } from './page/form.ts'
import { framed, type Page, type StyleFor } from './page/frame.ts'
import { moment } from './page/moment.ts'
import { runsPart } from './page/runs-part.ts'
import { standing } from './page/standing-part.ts'
import type { Told, View } from './page/view.ts'
import { waitingPart } from './page/waiting-part.ts'
import type { Status } from './status.ts'

/** One self-contained page that works without a script. */
export function renderStatus(status: Status, view: View, styleFor: StyleFor): Page {
  const parts: readonly Part[] = [
    { id: 'standing', title: 'How it stands', count: null, body: standing(status) },
    alarmsPart(status, view),
    waitingPart(status, view),
    runsPart(status, view),
    duePart(status),
    deliveriesPart(status),
    tasksPart(status),
  ]
  const main = markup`${toldBox(view.told)}${contents(parts)}
${parts.map(section)}`
  return framed(
    {
      title: 'Status',
      lead: markup`As of ${moment(status.now, view.zone)} <span>${view.zone}</span>`,
      tools: tools(view),
      main,
    },
    styleFor,
  )
}

function toldBox(told: Told | null): Markup | null {
  if (told === null) return null
  const { done, sentence } = told
  return markup`<p class="told sign ${done ? 'good' : 'bad'}" role="status">${done ? null : 'Not done: '}${sentence}</p>\n`
}

function contents(parts: readonly Part[]): Markup {
  const links = parts.map(({ id, title, count }) => {
    const number = count === null ? null : markup` <b>${count}</b>`
    return markup`<li><a href="#${id}">${title}${number}</a></li>`
  })
  return markup`<nav aria-label="On this page"><ul>${links}</ul></nav>`
}

function tools({ csrf, canSignIn }: View): Markup {
  const reload = markup`<a href="/">Reload</a>`
  if (csrf !== null)
    return markup`${reload}<form method="post" action="/sign-out">${field('csrf', csrf)}<button type="submit">Sign out</button></form>`
  return canSignIn ? markup`${reload}<a href="/sign-in">Sign in</a>` : reload
}
