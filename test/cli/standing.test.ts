/** `status` and `resume`, where no service runs. */
import { existsSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/release/ledger/open.ts'
import { insertRun, type PlannedRun } from '../../src/release/ledger/run.ts'
import { owedSince } from '../../src/release/ledger/schedule.ts'
import { copyProject, diptych, type Project } from '../e2e/project.ts'
import { CERTIFICATE } from '../send/certificate.ts'
import { LOGIN, type MailServer, startMailServer } from '../send/mail-server.ts'

const DEFINITION = 'templates/voluntary-return/factsheet.yaml'
const CRON = '0 6 10 1 *'
const SCHEDULE = `
schedule:
  zone: Europe/Brussels
  warn: [ict@example.org]
  runs:
    annual: { cron: "${CRON}", do: [build], missed: ask }
`

let project: Project
let server: MailServer
let env: NodeJS.ProcessEnv
const run = (...args: readonly string[]) => diptych(args, { root: project.root, env })

beforeAll(async () => {
  project = copyProject()
  server = await startMailServer()
  const { host, port } = server.settings
  writeFileSync(project.path('ca.pem'), CERTIFICATE)
  env = {
    DIPTYCH_SMTP_URL: `smtp://${LOGIN.user}@${host}:${port}`,
    DIPTYCH_SMTP_PASSWORD: LOGIN.password,
    NODE_EXTRA_CA_CERTS: project.path('ca.pem'),
  }
})
afterAll(async () => {
  await server.close()
  project.remove()
})

const occurrence = Temporal.Instant.from('2021-01-10T05:00:00Z')
const asking: PlannedRun = {
  ...{ schedule: 'voluntary-return/annual', factsheet: 'voluntary-return', edition: '2020', state: 'asking' },
  ...{ occurrence, now: occurrence },
}

async function inLedger(work: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<unknown>) {
  const ledger = await openLedger(project.path('out/ledger.sqlite'))
  await work(ledger)
  await ledger.close()
}

describe('status', () => {
  it('is well where nothing is scheduled', async () => {
    const { code, out } = await run('status')
    expect([code, out.trim()]).toEqual([0, 'Nothing serves at the moment.'])
  })

  it('is an alarm, by its exit code, where something is scheduled and nothing serves', async () => {
    project.write(DEFINITION, project.read(DEFINITION) + SCHEDULE)
    const { code, out } = await run('status')
    expect(code).toBe(5)
    expect(out).toContain('There are schedules, and no `diptych serve` runs.')
    expect(out).toMatch(/Next\n {2}\d{4}-01-10 06:00\+01:00 {2}voluntary-return\/annual +\d{4} {2}build/)
  })

  it('tells of an occurrence without a record: something should have run, and did not', async () => {
    const pattern = { id: 'voluntary-return/annual', pattern: CRON, zone: 'Europe/Brussels' }
    await inLedger((ledger) => owedSince(ledger, pattern, occurrence))
    const { alarms } = JSON.parse((await run('status', '--json')).out)
    expect(alarms.map(({ sentence }: { sentence: string }) => sentence)).toContain(
      'voluntary-return/annual was due at 2022-01-10T05:00:00Z, and there is no record of it.',
    )
  })

  it('writes of each alarm once to whoever looks after the factsheet, also when nothing serves', async () => {
    expect((await run('status', '--warn')).code).toBe(5)
    expect(server.taken.map(({ to }) => to)).toEqual(['ict@example.org', 'ict@example.org'])
    await run('status', '--warn')
    expect(server.taken).toHaveLength(2)
  })
})

describe('a definition that is not right', () => {
  it('is an alarm by itself, in one sentence, since its schedule would be silently gone', async () => {
    project.edit(DEFINITION, CRON, '0 6 10 13 *')
    const { code, out } = await run('status')
    project.edit(DEFINITION, '0 6 10 13 *', CRON)
    expect(code).toBe(5)
    expect(out).toMatch(
      /The definition of voluntary-return is not right, .* templates\/voluntary-return\/factsheet.yaml:\d+ .*/,
    )
  })
})

describe('resume', () => {
  it('has a run that asks begin, once, and knows no other', async () => {
    await inLedger((ledger) => ledger.run([insertRun(asking)]))
    const wrong = await run('resume', 'voluntary-return/anual')
    expect([wrong.code, wrong.told]).toEqual([1, expect.stringContaining('did you mean "voluntary-return/annual"?')])
    expect((await run('resume', 'voluntary-return/annual', '--edition', '1999')).code).toBe(1)
    expect((await run('resume', 'voluntary-return/annual')).code).toBe(0)
    expect((await run('status')).out).toMatch(/voluntary-return\/annual +2020 {2}due/)
    expect((await run('resume', 'voluntary-return/annual')).code).toBe(1)
  })

  it('leaves one that nobody wants', async () => {
    const later = { ...asking, occurrence: occurrence.add({ hours: 24 }) }
    await inLedger((ledger) => ledger.run([insertRun(later)]))
    expect((await run('resume', 'voluntary-return/annual', '--skip')).code).toBe(0)
    expect((await run('status')).out).toMatch(/voluntary-return\/annual +2020 {2}skipped/)
  })
})

describe('work', () => {
  it('says what it lacks where no store is shared', async () => {
    const { code, told } = await run('work')
    expect([code, told]).toEqual([1, expect.stringContaining('DIPTYCH_STORE')])
  })

  it('does not make a ledger of its own, in which nobody would ever give it work', async () => {
    const elsewhere = { root: project.path('data'), env: { ...env, DIPTYCH_STORE: project.path('data') } }
    const { code, told } = await diptych(['work'], elsewhere)
    expect([code, told]).toEqual([1, expect.stringContaining('There is no ledger at')])
    expect(existsSync(project.path('data/out'))).toBe(false)
  })

  it('does not begin where its store is not to be had', async () => {
    const { code, told } = await diptych(['work'], { root: project.root, env: { ...env, DIPTYCH_STORE: '/nowhere' } })
    expect([code, told]).toEqual([1, expect.stringContaining('store-unreachable')])
  })
})

describe('serve', () => {
  it.each([
    ['nowhere', 'is no address to listen at'],
    ['0.0.0.0:0', 'token'],
  ])('is refused, and ends, where it cannot show its status: --listen %s', async (listen, words) => {
    const { code, told } = await run('serve', '--listen', listen)
    expect([code, told]).toEqual([1, expect.stringContaining(words)])
  })
})
