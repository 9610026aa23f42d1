/** The commands that have to do with subscribers, mail and the ledger. */
import { ledgerOf, type Options, onlyFactsheet, print, quietly, warn } from './cli-desk.ts'
import { reportPlan, reportResolved, reportSent, reportStatus, reportSubscribers } from './mail-report.ts'
import { type EditionMail, openMailing, refuseLost } from './mailing.ts'
import { readOffers } from './offers.ts'
import { type Problem, problem, Refusal, refuse, suggest, tellOnce } from './problem.ts'
import { maskAddress } from './release/ledger/address.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { readAddress } from './send/address.ts'
import { composer } from './send/compose.ts'
import { planMail } from './send/letter.ts'
import { fillOutbox, outboxFolder } from './send/outbox.ts'
import type { SmtpSettings } from './send/smtp-settings.ts'
import { readSubscribers, SUBSCRIBERS, subscribersOf } from './send/subscribers.ts'
import { layOut, sendEdition, sendProof, smtpSettings } from './sending.ts'
import type { World } from './world.ts'

/** Checks the list, and counts it by factsheet and language. */
export async function subscribersCheckCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const problems: Problem[] = []
  const tell = tellOnce(problems)
  const offers = await readOffers(world, tell)
  const all = await readSubscribers(offers, world, tell)
  const ids = offers.map(({ factsheet }) => factsheet)
  if (name !== undefined && !ids.includes(name))
    tell(problem('unknown-factsheet', { factsheet: name, hint: suggest(name, ids) }))
  refuse(problems)
  const asked = offers.filter(({ factsheet }) => name === undefined || factsheet === name)
  const counted = asked.map((offer) => ({ offer, subscribers: subscribersOf(offer, all) }))
  if (options.json) {
    const counts = counted.map(({ offer: { factsheet }, subscribers }) => ({ factsheet, count: subscribers.length }))
    return print(JSON.stringify({ ok: true, subscribers: all.length, factsheets: counts }, null, 2))
  }
  await warn(problems, world)
  print(`\n${reportSubscribers(all, counted)}`)
}

/** Over the mail server that the environment names; without one as files, or with `--dry-run` only told. */
export async function sendCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const factsheet = name ?? (await onlyFactsheet(world))
  const mail = await openMailing({ factsheet, edition: options.edition }, world)
  if (!options.json) await warn(mail.problems, world)
  const settings = await smtpSettings(world)
  if (options.to !== undefined) return proofCommand(mail, options.to, settings, options, world)
  if (settings && !options.dryRun) return deliverCommand(mail, settings, options, world)
  await outboxCommand(mail, options, world)
}

async function outboxCommand(mail: EditionMail, options: Options, world: World): Promise<void> {
  if (options.dryRun) return planCommand(mail, options)
  const { folder, messages, bytes } = await layOut(mail, world)
  if (options.json) return print(JSON.stringify({ ok: true, folder, messages, bytes, sent: 0 }, null, 2))
  print(`\nWritten: ${messages} messages into ${folder}. There is no mail server, so nothing was sent.`)
}

async function planCommand({ version, stationery, subscribers }: EditionMail, options: Options): Promise<void> {
  const letters = planMail(stationery, subscribers)
  refuseLost(letters, stationery)
  const compose = composer(stationery)
  const planned = []
  for (const letter of letters) planned.push({ letter, bytes: (await compose(letter)).eml.length })
  print(reportPlan(version, planned, options))
}

async function deliverCommand(
  mail: EditionMail,
  settings: SmtpSettings,
  options: Options,
  world: World,
): Promise<void> {
  const sent = await withLedger(options, world, (ledger) => sendEdition(mail, ledger, settings, world))
  const { number, edition, factsheet } = mail.version
  if (options.json) return print(JSON.stringify({ ok: true, factsheet, edition, version: number, ...sent }, null, 2))
  print(`\n${reportSent(mail.version, sent)}`)
}

async function proofCommand(
  mail: EditionMail,
  address: string,
  settings: SmtpSettings | null,
  options: Options,
  world: World,
): Promise<void> {
  const read = readAddress(address)
  if ('fault' in read) throw new Refusal([problem('proof-address', { address })])
  const language = options.lang ?? Object.keys(mail.version.words)[0] ?? ''
  const to = { address: read.address, language }
  const outcome = settings ? await sendProof(mail, to, settings) : await writeProof(mail, to, world)
  const where = outcome ?? `sent to ${maskAddress(read.address)}`
  print(
    options.json ? JSON.stringify({ ok: true, proof: where }) : `\nProof: ${where}. The ledger knows nothing of it.`,
  )
}

async function writeProof(
  { version, stationery }: EditionMail,
  to: { readonly address: string; readonly language: string },
  world: World,
): Promise<string> {
  const folder = `${outboxFolder(version)}-proof`
  const letters = planMail(stationery, [{ ...to, name: null, areas: [], received: null }])
  await fillOutbox(folder, letters, composer(stationery), world.files)
  return `written into ${folder}`
}

/** Opens the ledger, and closes it after the work. */
async function withLedger<T>(options: Options, { env }: World, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const { openLedger } = await import('./release/ledger/open.ts')
  const ledger = await openLedger(ledgerOf(options, env))
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

/** Of one factsheet, or of all. */
export async function sendStatusCommand(name: string | undefined, options: Options): Promise<void> {
  const { countDeliveries, listDeliveries } = await import('./release/ledger/list.ts')
  const asked = (one: { readonly factsheet: string }) => name === undefined || one.factsheet === name
  const { heldDeliveries } = await import('./release/ledger/claim.ts')
  const world = quietly(options)
  const status = await withLedger(options, world, async (ledger) => ({
    counts: (await countDeliveries(ledger)).filter(asked),
    held: (await heldDeliveries(ledger, world.now)).filter(asked),
    unknown: (await listDeliveries(ledger, 'unknown')).filter(asked),
  }))
  print(options.json ? JSON.stringify({ ok: true, ...status }, null, 2) : `\n${reportStatus(status)}`)
}

/** Settles what is unknown: one by hand, or all that the log of a mail server knows. */
export async function sendResolveCommand(recipient: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const { resolveDeliveries } = await import('./resolving.ts')
  const asked = { recipient, sent: options.sent, again: options.again, log: options.log, whole: options.whole }
  const resolved = await withLedger(options, world, (ledger) => resolveDeliveries(ledger, asked, world))
  print(options.json ? JSON.stringify({ ok: true, resolved }, null, 2) : `\n${reportResolved(resolved)}`)
}

/** All of the ledger, or what it holds of one person. */
export async function ledgerExportCommand(address: string | undefined, options: Options): Promise<void> {
  const { exportLedger, exportPerson } = await import('./release/ledger/person.ts')
  const content = await withLedger(options, quietly(options), (ledger): Promise<object> => {
    return address === undefined ? exportLedger(ledger) : exportPerson(ledger, address)
  })
  print(JSON.stringify(content, null, 2))
}

export async function ledgerEraseCommand(address: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const { erasePerson } = await import('./release/ledger/person.ts')
  const erased = await withLedger(options, world, (ledger) => erasePerson(ledger, address ?? '', world.now))
  const words = `${erased} deliveries know the address ${maskAddress(address ?? '')} no more. It may still stand in ${SUBSCRIBERS}.`
  print(options.json ? JSON.stringify({ ok: true, erased }) : `\n${words}`)
}
