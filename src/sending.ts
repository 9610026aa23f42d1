/** Sends an edition over a mail server: what the ledger says was sent decides who is told what, and nobody is told twice. */
import type { EditionMail } from './mailing.ts'
import { refuseLost } from './mailing.ts'
import { readPrivateFile } from './private.ts'
import { type Problem, problem, Refusal, refuse, tellOnce } from './problem.ts'
import { recipientOf } from './release/ledger/address.ts'
import type { Purpose } from './release/ledger/delivery.ts'
import { dropDeliveries, openDeliveries } from './release/ledger/drop.ts'
import { recordVersion, type VersionKey, withdrawVersion } from './release/ledger/edition-version.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { type Intended, planDeliveries } from './release/ledger/plan.ts'
import { type Concerned, receivedBefore } from './release/ledger/superseded.ts'
import type { Version } from './release/version.ts'
import { clockFrom } from './send/clock.ts'
import { composer } from './send/compose.ts'
import { openPost } from './send/deliver.ts'
import { deliverDue, type Tally } from './send/deliver-due.ts'
import { type Letter, planMail, type Recipient } from './send/letter.ts'
import { fillOutbox, outboxFolder } from './send/outbox.ts'
import { readSmtpSettings, type SmtpSettings } from './send/smtp-settings.ts'
import type { World } from './world.ts'

export interface Sent extends Tally {
  /** Deliveries that were not planned before. */
  readonly planned: number
  /** Planned earlier, and not wanted any more. */
  readonly dropped: number
}

/** The mail server that the environment names; null without one, a Refusal when what is said of it is not clear. */
export async function smtpSettings({ env }: Pick<World, 'env'>): Promise<SmtpSettings | null> {
  const problems: Problem[] = []
  const settings = await readSmtpSettings(env, readPrivateFile, tellOnce(problems))
  refuse(problems)
  return settings
}

/** Writes the messages as files, for another program to send; nothing counts as sent. */
export async function layOut({ version, stationery, subscribers }: EditionMail, { files }: World) {
  const letters = planMail(stationery, subscribers)
  refuseLost(letters, stationery)
  const folder = outboxFolder(version)
  const bytes = await fillOutbox(folder, letters, composer(stationery), files)
  return { folder, messages: letters.length, bytes }
}

/** Plans what is not planned yet, and delivers all that is due of the edition. */
export async function sendEdition(
  mail: EditionMail,
  ledger: Ledger,
  settings: SmtpSettings,
  world: World,
): Promise<Sent> {
  const { version, stationery } = mail
  const { now } = world
  await recordVersions(stationery.versions, ledger, now)
  const letters = await plannedLetters(mail, ledger)
  refuseLost(letters, stationery)
  const byRecipient = new Map(letters.map((letter) => [recipientOf(letter.to.address), letter]))
  const waiting = await openDeliveries(ledger, keyOf(version))
  const unwanted = waiting.filter((one) => one.version < version.number || !byRecipient.has(one.recipient))
  const dropped = await dropDeliveries(ledger, unwanted, now)
  const planned = await planDeliveries(
    ledger,
    letters.map((letter) => intendedBy(letter, version)),
    now,
  )
  const compose = composer(stationery)
  const tally = await deliverDue({
    ledger,
    settings,
    clock: clockFrom(world),
    owner: `${process.pid} since ${now.toString()}`,
    scope: { factsheet: version.factsheet, edition: version.edition },
    prepare: async (delivery) => {
      const letter = byRecipient.get(delivery.recipient)
      // Planned by another process in this moment, for somebody whom the list does not have: the next run drops it.
      if (!letter) throw new Error(`No letter for delivery ${delivery.recipient}`)
      return compose(letter)
    },
  })
  return { ...tally, planned, dropped }
}

const keyOf = ({ factsheet, edition, number }: Version): VersionKey => ({ factsheet, edition, version: number })

/** What is not written down as published is never sent; what is withdrawn is not sent any more. */
async function recordVersions(versions: readonly Version[], ledger: Ledger, now: Temporal.Instant): Promise<void> {
  for (const version of versions.toReversed()) {
    const issued = Temporal.Instant.from(version.issued)
    await recordVersion(ledger, { ...keyOf(version), kind: version.kind, issued }, now)
    for (const number of version.withdraws) await withdrawVersion(ledger, { ...keyOf(version), version: number }, now)
  }
}

/** To subscribers by what they got before; to people who have left since, of what they got, only corrections. */
async function plannedLetters(
  { version, stationery, subscribers }: EditionMail,
  ledger: Ledger,
): Promise<readonly Letter[]> {
  const before = new Map((await receivedBefore(ledger, keyOf(version))).map((one) => [one.recipient, one]))
  const current = subscribers.map((one): Recipient => {
    return { ...one, received: receivedBy(before.get(recipientOf(one.address))) }
  })
  const known = new Set(current.map(({ address }) => recipientOf(address)))
  const left = [...before.values()].filter(({ recipient }) => !known.has(recipient)).map(formerRecipient)
  return planMail(stationery, [...current, ...left])
}

function receivedBy(concerned: Concerned | undefined): Recipient['received'] & (object | null) {
  if (!concerned) return null
  return { version: concerned.version, languages: concerned.language.split(' '), messageIds: concerned.thread }
}

function formerRecipient(concerned: Concerned): Recipient {
  const [language = ''] = concerned.language.split(' ')
  const areas = concerned.area === null ? [] : concerned.area.split(' ')
  return { address: concerned.address, name: null, language, areas, received: receivedBy(concerned) }
}

function intendedBy({ to, purpose, languages, areas }: Letter, version: Version): Intended {
  const own = areas.filter((area) => area !== null)
  return {
    ...keyOf(version),
    address: to.address,
    language: languages.join(' '),
    area: own.length === 0 ? null : own.join(' '),
    purpose: PURPOSES[purpose],
  }
}

const PURPOSES: Readonly<Record<Letter['purpose'], Purpose>> = {
  edition: 'publication',
  revision: 'correction',
  correction: 'correction',
  confidentiality: 'correction',
  withdrawal: 'withdrawal',
}

/** One message to somebody who wants to see it; the ledger never hears of it. Throws a Refusal when it is not taken. */
export async function sendProof(
  { stationery }: EditionMail,
  to: { readonly address: string; readonly language: string },
  settings: SmtpSettings,
): Promise<void> {
  const [letter] = planMail(stationery, [{ ...to, name: null, areas: [], received: null }])
  if (!letter) return
  refuseLost([letter], stationery)
  const { eml, envelope } = await composer(stationery)(letter)
  const post = openPost(settings)
  try {
    const { accepted, said } = await post.deliver(eml, envelope)
    if (!accepted) throw new Refusal([problem('smtp-refuses', { host: settings.host, reason: said })])
  } finally {
    post.close()
  }
}
