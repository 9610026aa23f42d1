/** The service as an administrator runs it: real processes, a real mail server, the real clock. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/release/ledger/open.ts'
import { owedSince } from '../../src/release/ledger/schedule.ts'
import { MAIL } from '../e2e/built.ts'
import { CORRECTION, correctApril, correctTheRest } from '../e2e/correcting.ts'
import { copyProject, diptych, type Project, type Run } from '../e2e/project.ts'
import { end, type Standing, stand } from '../e2e/standing.ts'
import { CERTIFICATE } from '../send/certificate.ts'
import { LOGIN, type MailServer, startMailServer } from '../send/mail-server.ts'

const DEFINITION = 'templates/voluntary-return/factsheet.yaml'
const CRON = '0 6 10 1 *'
const SERVED = `${MAIL}schedule:
  zone: Europe/Brussels
  warn: [ict@example.org]
  changed: [build, publish, send]
  runs:
    annual: { cron: "${CRON}", edition: "2020" }
    next: { cron: "${CRON}", edition: "2021", do: [build] }
`
const PEOPLE = `address,name,language,factsheets,areas,active,consent
an@example.org,An,nl,*,,true,2020-05-04
luc@example.org,,fr,*,,true,2020-05-04
`

let project: Project
let server: MailServer
let env: NodeJS.ProcessEnv
let announced: Temporal.Instant
const services: Standing[] = []

function serve(...options: readonly string[]): Standing {
  const service = stand(['serve', '--listen', '127.0.0.1:0', ...options], { root: project.root, env })
  services.push(service)
  return service
}

const until = (what: () => unknown, milliseconds = 60_000) =>
  expect.poll(what, { timeout: milliseconds, interval: 100 })
const run = (...args: readonly string[]): Promise<Run> => diptych(args, { root: project.root, env })
const versions = () => {
  const folder = project.path('out/archive/voluntary-return/2020')
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+$/.test(name)) : []
}
const OPERATOR = 'ict@example.org'
const mails = () => Promise.all(server.taken.map(async ({ to, eml }) => ({ ...(await simpleParser(eml)), to })))
/** What readers got, and what was written to whoever looks after it all. */
const subjects = async () =>
  (await mails())
    .filter(({ to }) => to !== OPERATOR)
    .map(({ to, subject }) => `${to}: ${subject}`)
    .sort()
const warnings = async () => (await mails()).filter(({ to }) => to === OPERATOR).map(({ text = '' }) => text.trim())

beforeAll(async () => {
  project = copyProject()
  server = await startMailServer()
  const { host, port } = server.settings
  writeFileSync(project.path('password'), LOGIN.password, { mode: 0o600 })
  writeFileSync(project.path('ca.pem'), CERTIFICATE)
  mkdirSync(project.path('tmp'))
  env = {
    DIPTYCH_SMTP_URL: `smtp://${LOGIN.user}@${host}:${port}`,
    DIPTYCH_SMTP_PASSWORD_FILE: project.path('password'),
    NODE_EXTRA_CA_CERTS: project.path('ca.pem'),
    TMPDIR: project.path('tmp'),
  }
  project.write(DEFINITION, project.read(DEFINITION) + SERVED)
  project.write('data/subscribers.csv', PEOPLE)
  await oweBoth()
}, 60_000)
afterAll(async () => {
  await Promise.all(services.map((one) => end(one, 'SIGKILL')))
  await server.close()
  project.remove()
})

/** As if the machine had been off when both were due. */
async function oweBoth(): Promise<void> {
  const ledger = await openLedger(project.path('out/ledger.sqlite'))
  const before = Temporal.Now.instant().subtract({ hours: 24 * 370 })
  for (const name of ['annual', 'next'])
    await owedSince(ledger, { id: `voluntary-return/${name}`, pattern: CRON, zone: 'Europe/Brussels' }, before)
  await ledger.close()
}

function announce(inSeconds: number): void {
  announced = Temporal.Now.instant()
    .add({ seconds: inSeconds })
    .round({ smallestUnit: 'second', roundingMode: 'floor' })
  const at = announced.toZonedDateTimeISO('Europe/Brussels').toPlainDateTime().toString()
  project.write(
    'data/voluntary-return/calendar.yaml',
    `zone: Europe/Brussels\neditions:\n  2020: { at: "${at}", status: announced }\n`,
  )
}

describe('two services on one ledger', () => {
  it('hold an edition back until its minute, and then publish and mail it once', async () => {
    announce(3600)
    const [first, second] = [serve(), serve()]
    await until(() => [first.said(), second.said()].filter((said) => said.includes('Leading.')).length).toBe(1)
    await until(async () => (await run('status')).out).toContain('waiting-for-time')
    expect(versions()).toEqual([])
    announce(6)
    await until(subjects).toHaveLength(2)
    expect(versions()).toEqual(['1'])
    const version = JSON.parse(project.read('out/archive/voluntary-return/2020/1/version.json'))
    expect(version.issued).toBe(announced.toString())
    expect(await subjects()).toEqual([
      'an@example.org: Vrijwillige terugkeer in 2020',
      'luc@example.org: Les retours volontaires en 2020',
    ])
    const missed = expect.stringMatching(/was due at .*, when nothing ran/)
    await until(warnings).toEqual([missed, missed])
  }, 90_000)

  it('wait for the data of the next edition, which is nobody’s fault yet', async () => {
    const { code, out } = await run('status')
    expect(out).toMatch(/voluntary-return\/next +2021 {2}waiting-for-data, again at/)
    expect(out).toContain('observation-missing')
    expect(code).toBe(0)
  })

  it('warn when the day that was announced comes near, once', async () => {
    server.taken.length = 0
    const at = announced.toZonedDateTimeISO('Europe/Brussels').toPlainDateTime().add({ days: 3 }).toString()
    const calendar = 'data/voluntary-return/calendar.yaml'
    project.write(calendar, `${project.read(calendar)}  2021: { at: "${at}", status: announced }\n`)
    const warning = /^voluntary-return 2021: Data are missing, and it is announced for .*\(Europe\/Brussels\)\. /
    await until(warnings).toEqual([expect.stringMatching(warning)])
    const { code, out } = await run('status')
    expect([code, out.includes('waiting-for-data')]).toEqual([5, true])
  }, 90_000)

  it('make of a corrected file a draft with its differences, and publish nothing without an approval', async () => {
    server.taken.length = 0
    correctApril(project)
    correctTheRest(project)
    await until(() => existsSync(project.path('out/review/voluntary-return-2020.html'))).toBe(true)
    await until(async () => (await run('status')).out).toMatch(/changed\/2020 +2020 {2}waiting-for-approval/)
    await until(warnings).toEqual([expect.stringContaining('Version 2 waits for an approval: 20 figures change')])
    expect(await subjects()).toEqual([])
    expect(versions()).toEqual(['1'])
  }, 90_000)

  it('go on by themselves when the approval is there, and tell those whom the correction concerns', async () => {
    server.taken.length = 0
    expect((await run('approve', ...CORRECTION)).code).toBe(0)
    await until(subjects).toEqual([
      expect.stringMatching(/^an@example.org: \[Correctie\]/),
      expect.stringMatching(/^luc@example.org: \[Correction\]/),
    ])
    expect(versions()).toEqual(['1', '2'])
    await until(async () => (await run('status')).out).toMatch(/changed\/2020 +2020 {2}done/)
  }, 90_000)

  it('end when they are told to, and leave no browser and nothing half-made', async () => {
    expect(await Promise.all(services.map((one) => end(one, 'SIGTERM')))).toEqual([0, 0])
    expect(leftIn(project.root)).toEqual([])
    expect(runningIn(project.root)).toEqual([])
    const { code, out } = await run('status')
    expect([code, out.includes('no `diptych serve` runs')]).toEqual([5, true])
  })
})

describe('a service that is told to stop while it builds', () => {
  it('ends within the time that it was given, leaves nothing, and goes on at the next start', async () => {
    for (const folder of ['out', '.diptych']) rmSync(project.path(folder), { recursive: true, force: true })
    rmSync(project.path('data/voluntary-return/releases'), { recursive: true })
    await oweBoth()
    const stopped = serve('--drain', '0')
    await until(stopped.said).toContain('voluntary-return/annual, edition 2020: begins.')
    const began = performance.now()
    expect(await end(stopped, 'SIGTERM')).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(stopped.said()).toContain('Given up: what is in hand is begun again at the next start.')
    expect(leftIn(project.root)).toEqual([])
    expect(runningIn(project.root)).toEqual([])
    expect((await run('status')).out).toMatch(/voluntary-return\/annual +2020 {2}due/)
    const next = serve()
    await until(versions).toEqual(['1'])
    expect(await end(next, 'SIGTERM')).toBe(0)
  }, 90_000)
})

/** What is half made, and profiles of browsers. */
const leftIn = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => /\.building-|\.old$|diptych-browser-/.test(path))

/** Processes of which the command line names a folder. */
function runningIn(folder: string): readonly string[] {
  const ids = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  const lines = ids.map((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  })
  return lines.filter((line) => line.includes(folder)).map((line) => line.replaceAll('\0', ' '))
}
