/** The commands that have to do with subscribers. */
import { type Options, onlyFactsheet, print, warn, worldOf } from './cli-desk.ts'
import { reportPlan, reportSubscribers } from './mail-report.ts'
import { openMailing, refuseLost } from './mailing.ts'
import { readOffers } from './offers.ts'
import { type Problem, problem, refuse, suggest, tellOnce } from './problem.ts'
import { composer } from './send/compose.ts'
import { planMail } from './send/letter.ts'
import { fillOutbox, outboxFolder } from './send/outbox.ts'
import { readSubscribers, subscribersOf } from './send/subscribers.ts'
import { SILENT, type World } from './world.ts'

const quietly = (options: Options): World => ({ ...worldOf(options), log: SILENT })

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

/** Without a mail server: the messages as files, or with `--dry-run` what they would be. */
export async function sendCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const factsheet = name ?? (await onlyFactsheet(world))
  const { version, stationery, subscribers, problems } = await openMailing(
    { factsheet, edition: options.edition },
    world,
  )
  const letters = planMail(stationery, subscribers)
  refuseLost(letters, stationery)
  const compose = composer(stationery)
  if (!options.json) await warn(problems, world)
  if (options.dryRun) {
    const planned = []
    for (const letter of letters) planned.push({ letter, bytes: (await compose(letter)).eml.length })
    return print(reportPlan(version, planned, options))
  }
  const folder = outboxFolder(version)
  const bytes = await fillOutbox(folder, letters, compose, world.files)
  if (options.json)
    return print(JSON.stringify({ ok: true, folder, messages: letters.length, bytes, sent: 0 }, null, 2))
  print(`\nWritten: ${letters.length} messages into ${folder}. There is no mail server, so nothing was sent.`)
}
