/** What goes wrong on machines: real processes are killed, the store goes away, a disk is full. Nothing half-made, nothing twice, nothing lost. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, type ExpectStatic, it } from 'vitest'
import { type Agency, type Founding, holdWithin, inHandOf, killWithin, openAgency, untilWith } from '../e2e/agency.ts'
import { MAIL } from '../e2e/built.ts'
import { diptych } from '../e2e/project.ts'
import { shown } from '../e2e/public-folder.ts'
import { type PostgresServer, startPostgres } from '../release/ledger/postgres-server.ts'
import { CERTIFICATE } from '../send/certificate.ts'
import { LOGIN, type MailServer, startMailServer } from '../send/mail-server.ts'

const DRAFT = 'out/libraries/2023'
const ALONE = { DIPTYCH_STORE: '', DIPTYCH_LEDGER: '' }
const LIMIT = 240_000

let server: PostgresServer
let mailServer: MailServer
const agencies: Agency[] = []
/** What a mail server asks for, in files. */
let secrets: { path(name: string): string; remove(): void }
beforeAll(async () => {
  server = await startPostgres()
  mailServer = await startMailServer()
  const folder = mkdtempSync(join(tmpdir(), 'diptych-secrets-'))
  secrets = { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true }) }
  writeFileSync(secrets.path('password'), LOGIN.password, { mode: 0o600 })
  writeFileSync(secrets.path('ca.pem'), CERTIFICATE)
})
afterAll(async () => {
  await Promise.all(agencies.map((one) => one.close()))
  await server.stop()
  await mailServer.close()
  secrets.remove()
})

async function open(founding: Omit<Founding, 'database'>): Promise<Agency> {
  const agency = await openAgency({ ...founding, database: await server.database() })
  agencies.push(agency)
  return agency
}

async function expectRight(agency: Agency, expect: ExpectStatic): Promise<void> {
  const made = shown(agency.project.path(DRAFT))
  for (const folder of ['out', '.diptych']) rmSync(agency.project.path(folder), { recursive: true })
  expect((await diptych(['build'], { root: agency.project.root, env: ALONE })).told).toBe('')
  expect(made).toEqual(shown(agency.project.path(DRAFT)))
}

const PEOPLE = `address,name,language,factsheets,areas,active,consent
an@example.org,An,nl,*,,true,2020-05-04
luc@example.org,,fr,*,,true,2020-05-04
`

/** The command that gives a process mounts of its own; null where this account may have none. */
const namespaces =
  [
    ['unshare', '-m'],
    ['unshare', '-Urm'],
  ].find(([command = '', ...args]) => {
    const probe = ['sh', '-c', 'mount -t tmpfs none /mnt']
    return spawnSync(command, [...args, ...probe]).status === 0
  }) ?? null
/** Puts `out` on a disk of its own on which no room is left, and goes on as the command that is given. */
const FULL_DISK = `set -e
mount -t tmpfs -o size=32m none disk
cp -a out/. disk/
mount --bind disk out
head -c 64m /dev/zero > out/filler || true
exec "$@"`
const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])

const state = async (agency: Agency) => (await agency.run())?.state
const works = 'Cores: 1.'

describe.concurrent('a fault', () => {
  it(
    'of a worker that is killed in the middle of an area leaves the area to another, which makes the same',
    async ({ expect }) => {
      const until = untilWith(expect)
      const agency = await open({ areas: 8, steps: '[build]' })
      const [doomed, other] = [agency.work(), agency.work()]
      await until(() => [doomed.said(), other.said()].filter((said) => said.includes(works))).toHaveLength(2)
      agency.serve()
      const inHand = () => inHandOf(doomed, agency)
      await killWithin(doomed, inHand)
      const left = await inHand()
      await until(() => state(agency)).toBe('done')
      const tasks = await agency.tasks()
      expect(tasks.map((one) => [one.state, one.attempts])).toEqual(
        tasks.map(({ key }) => ['done', left?.includes(key) ? 2 : 1]),
      )
      await expectRight(agency, expect)
    },
    LIMIT,
  )

  it(
    'of a store that goes away in the middle is told, leaves nothing half-made, and is over when the store is back',
    async ({ expect }) => {
      const until = untilWith(expect)
      const agency = await open({ areas: 8, steps: '[build]' })
      const worker = agency.work()
      await until(worker.said).toContain(works)
      agency.serve()
      // With one area in hand, the run cannot be over before the store is gone.
      await holdWithin(worker, () => inHandOf(worker, agency))
      const away = `${agency.store}-away`
      renameSync(agency.store, away)
      worker.process.kill('SIGCONT')
      await until(() => state(agency)).toBe('failed')
      expect((await agency.run())?.notBefore).not.toBeNull()
      await until(agency.alarms).toEqual([expect.stringMatching(/^libraries 2023: .*It is tried again\.$/)])
      expect(existsSync(agency.project.path(DRAFT))).toBe(false)
      renameSync(away, agency.store)
      await agency.resume()
      await until(() => state(agency)).toBe('done')
      await until(agency.alarms).toEqual([])
      await expectRight(agency, expect)
    },
    LIMIT,
  )

  it.skipIf(!namespaces)(
    `of a disk that is full is told, leaves what is public as it was, and is over when there is room${
      namespaces ? '' : ' (skipped: this account may not mount anything)'
    }`,
    async ({ expect }) => {
      const until = untilWith(expect)
      const agency = await open({ areas: 2, steps: '[build, publish]', env: { DIPTYCH_STORE: '' } })
      const { project, env } = agency
      const run = async (...args: readonly string[]) =>
        expect((await diptych(args, { root: project.root, env })).told).toBe('')
      for (const command of ['build', 'publish']) await run(command)
      project.edit('data/libraries/loans.csv', '2023,m0,books,41207', '2023,m0,books,41210')
      await run('approve', '--by', 'Directie', '--reason', 'nl=Drie vergeten.', '--reason', 'fr=Trois manquaient.')
      const before = shown(project.path('out/public'))
      mkdirSync(project.path('disk'))
      const service = agency.serve([...(namespaces ?? []), 'sh', '-c', FULL_DISK, 'sh'])
      await until(service.said).toContain('Leading.')
      // What its processes see: the mount is nobody else's, and goes with them.
      const out = `/proc/${service.process.pid}/root${project.path('out')}`
      const fails = async () => {
        await until(async () => (await agency.run())?.detail).toMatch(/folder-not-writable[\s\S]*the disk is full/)
        await until(() => state(agency)).toBe('failed')
        await until(agency.alarms).toEqual([
          expect.stringMatching(/cannot be written: the disk is full.* It is tried again\.$/),
        ])
        expect(shown(`${out}/public`)).toEqual(before)
      }
      // There is no room for a draft; then there is, and none for what is public.
      await fails()
      truncateSync(`${out}/filler`, statSync(`${out}/filler`).size - 700_000)
      const { attempts = 0 } = (await agency.run()) ?? {}
      await agency.resume()
      await until(async () => (await agency.run())?.attempts).toBeGreaterThan(attempts)
      await fails()
      expect((await agency.run())?.step).toBe('publish')
      rmSync(`${out}/filler`)
      await agency.resume()
      await until(() => state(agency)).toBe('done')
      await until(agency.alarms).toEqual([])
      expect(readdirSync(`${out}/public/libraries/2023`)).toContain('2')
      expect(readdirSync(out).filter((name) => /building|publishing/.test(name))).toEqual([])
    },
    LIMIT,
  )

  it(
    'of a service that is killed while it publishes is made good by the next: published once, and mailed once',
    async ({ expect }) => {
      const until = untilWith(expect)
      const { host, port } = mailServer.settings
      const agency = await open({
        areas: 3,
        steps: '[build, publish, send]',
        definition: MAIL,
        env: {
          DIPTYCH_SMTP_URL: `smtp://${LOGIN.user}@${host}:${port}`,
          DIPTYCH_SMTP_PASSWORD_FILE: secrets.path('password'),
          NODE_EXTRA_CA_CERTS: secrets.path('ca.pem'),
        },
      })
      const { project } = agency
      project.write('data/subscribers.csv', PEOPLE)
      const versions = () => namesIn(project.path('out/archive/libraries/2023'))
      await killWithin(
        agency.serve(),
        () => versions().some((name) => name.startsWith('.building-')) && !versions().includes('1'),
      )
      expect(existsSync(project.path('out/public'))).toBe(false)
      agency.serve()
      await until(() => state(agency)).toBe('done')
      expect(versions()).toEqual(['1'])
      expect(namesIn(project.path('out')).filter((name) => /building|publishing/.test(name))).toEqual([])
      const readers = mailServer.taken.filter(({ to }) => to !== 'ict@example.org')
      expect(readers.map(({ to }) => to).sort()).toEqual(['an@example.org', 'luc@example.org'])
      expect((await diptych(['verify', '--rebuild'], { root: project.root, env: ALONE })).code).toBe(0)
    },
    LIMIT,
  )
})
