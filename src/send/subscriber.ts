/** One subscriber: what the cells of a row say, held against what the factsheets offer. */
import { isList, type Value } from '../data/field.ts'
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { readAddress } from './address.ts'

/** Stands for every factsheet. */
export const EVERY = '*'

export interface Subscriber {
  /** The domain in ASCII, the rest as written. */
  readonly address: string
  readonly name: string | null
  /** Code of a language of the factsheets. */
  readonly language: string
  /** Ids, or `*`. */
  readonly factsheets: readonly string[]
  /** Codes; empty for all. */
  readonly areas: readonly string[]
  readonly active: boolean
  /** Date of the consent, YYYY-MM-DD. */
  readonly consent: string
}

/** What a subscriber can ask for. */
export interface Offer {
  readonly factsheet: string
  /** Codes. */
  readonly languages: readonly string[]
  /** Codes; none for a factsheet without areas. */
  readonly areas: readonly string[]
}

/** A row whose cells were cast, by the names of their columns; undefined where a cell was refused. */
export type Cells = Readonly<Record<string, Value | null | undefined>>

export interface Reading {
  readonly offers: readonly Offer[]
  /** Where the cell of a column stands. */
  readonly place: (column: string) => Place
  /** A consent cannot be younger. */
  readonly today: string
  readonly tell: Tell
}

/** Turns the direction of what follows, or is nowhere to be seen: a name shown in a mail program would be another. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** The subscriber; null after telling what is wrong. */
export function readSubscriber(cells: Cells, on: Reading): Subscriber | null {
  let fine = !Object.values(cells).includes(undefined)
  const refuse = (...[code, facts, place]: Parameters<typeof problem>) => {
    fine = false
    on.tell(problem(code, facts, place))
  }
  const text = (name: string) => (typeof cells[name] === 'string' ? cells[name] : '')
  const list = (name: string) => (cells[name] && isList(cells[name]) ? cells[name] : [])
  const address = addressIn(text('address'), on, refuse)
  refuseHidden(cells, on, refuse)
  const [factsheets, areas, language] = [list('factsheets'), list('areas'), text('language')]
  const offers = offersIn(factsheets, on, refuse)
  refuseLanguage(language, factsheets, offers, on, refuse)
  refuseAreas(areas, offers, on, refuse)
  if (text('consent') > on.today) refuse('consent-in-future', { date: text('consent') }, on.place('consent'))
  if (!fine || address === null) return null
  const { name, active } = cells
  const wants = { language, factsheets, areas, consent: text('consent') }
  return { address, name: typeof name === 'string' ? name : null, active: active === true, ...wants }
}

type Refuse = (...told: Parameters<typeof problem>) => void

function addressIn(text: string, { place }: Reading, refuse: Refuse): string | null {
  if (text === '') return null
  const read = readAddress(text)
  if ('address' in read) return read.address
  refuse('address-malformed', { fault: read.fault }, place('address'))
  return null
}

function refuseHidden(cells: Cells, { place }: Reading, refuse: Refuse): void {
  for (const [column, value] of Object.entries(cells)) {
    const text = typeof value === 'string' ? value : ''
    const character = HIDDEN.exec(text)?.[0]
    if (character !== undefined && column !== 'address')
      refuse('cell-invisible-character', { column, text, character }, place(column))
  }
}

/** What the subscriber is offered by the factsheets that are named. */
function offersIn(factsheets: readonly string[], { offers, place }: Reading, refuse: Refuse): readonly Offer[] {
  const ids = offers.map((one) => one.factsheet)
  for (const factsheet of factsheets.filter((one) => one !== EVERY && !ids.includes(one)))
    refuse('subscribed-to-unknown', { factsheet, hint: suggest(factsheet, ids) }, place('factsheets'))
  return factsheets.includes(EVERY) ? offers : offers.filter((one) => factsheets.includes(one.factsheet))
}

/** Each factsheet that is named must speak it; of all factsheets, one must. */
function refuseLanguage(
  language: string,
  factsheets: readonly string[],
  offers: readonly Offer[],
  { place }: Reading,
  refuse: Refuse,
): void {
  const without = offers.filter(({ languages }) => !languages.includes(language))
  const enough = factsheets.includes(EVERY) ? without.length < offers.length : without.length === 0
  if (language === '' || offers.length === 0 || enough) return
  const hint = suggest(language, new Set(offers.flatMap(({ languages }) => languages)))
  const facts = { language, factsheets: without.map((one) => one.factsheet), hint }
  refuse('subscriber-language-unknown', facts, place('language'))
}

function refuseAreas(areas: readonly string[], offers: readonly Offer[], { place }: Reading, refuse: Refuse): void {
  if (offers.length === 0) return
  const known = new Set(offers.flatMap((one) => one.areas))
  for (const area of areas.filter((one) => !known.has(one)))
    refuse('subscriber-area-unknown', { area, hint: suggest(area, known) }, place('areas'))
}
