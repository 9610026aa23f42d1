/** Everything that the parts of the page are built of: sections, tables, signs and the buttons that ask for something. */
import { sectionHtml, tableHtml } from '../../release/review/markup.ts'
import { type Markup, markup, raw } from '../../release/site/markup.ts'
import type { Action } from '../action.ts'

export interface Part {
  readonly id: string
  readonly title: string
  /** Beside the title in the list of contents; null where there is nothing to count. */
  readonly count: number | null
  readonly body: Markup
}

export const section = ({ id, title, body }: Part): Markup => raw(`${sectionHtml({ id, title, body: body.markup })}\n`)

export interface Cells {
  readonly caption: string
  readonly head: readonly string[]
  /** The first cell of each heads its row. */
  readonly rows: readonly (readonly Markup[])[]
  /** Columns of numbers, counted from 0. */
  readonly numbers?: readonly number[]
}

/** A table that scrolls in its own box where it is too wide for the screen. */
export const table = ({ caption, head, rows, numbers = [] }: Cells): Markup =>
  raw(
    tableHtml({
      caption: text(caption).markup,
      head: head.map((one) => text(one).markup),
      rows: rows.map((row) => row.map((one) => one.markup)),
      numbers,
    }),
  )

export const text = (words: string | number): Markup => markup`${words}`

export const paragraph = (words: string): Markup => markup`<p>${words}</p>`

/** How good the news is: the sign has a form and a colour of its own, and words always stand beside it. */
export type Sign = 'good' | 'busy' | 'waits' | 'bad' | 'idle'

export const signed = (sign: Sign, words: string): Markup => markup`<span class="sign ${sign}">${words}</span>`

/** Whoever may act has the secret that belongs to the session, and every form must show it. */
export type Csrf = string | null

export interface Button {
  readonly label: string
  /** What it is about, for whoever hears one button after the other. */
  readonly about: string
  readonly action: Action
  /** A question to be opened first, where a slip could not be made good. */
  readonly ask?: { readonly summary: string; readonly warning: string }
  readonly plain?: boolean
}

/** Nothing for whoever is not signed in. */
export function button({ label, about, action, ask, plain }: Button, csrf: Csrf): Markup | null {
  if (csrf === null) return null
  const fields = Object.entries({ csrf, ...action }).map(([name, value]) => field(name, String(value)))
  const form = markup`<form method="post" action="/act">${fields}<button type="submit"${plain ? raw(' class="plain"') : null}>${label}<span class="unseen"> (${about})</span></button></form>`
  if (!ask) return form
  return markup`<details><summary>${ask.summary}<span class="unseen"> (${about})</span></summary><p>${ask.warning}</p>${form}</details>`
}

export const field = (name: string, value: string): Markup =>
  markup`<input type="hidden" name="${name}" value="${value}">`

export const buttons = (all: readonly (Markup | null)[]): Markup | null => {
  const shown = all.filter((one) => one !== null)
  return shown.length === 0 ? null : markup`<div class="buttons">${shown}</div>`
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
