/** An edition mailed over a real mail server by the command line: everyone once, and a correction to whom it concerns. */
import { writeFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAIL, publishedProject } from './e2e/built.ts'
import { CORRECTION, correctApril, correctTheRest, WITHDRAWAL, withholdTwo } from './e2e/correcting.ts'
import { type Desk, openDesk } from './e2e/desk.ts'
import { copyProject, diptych, type Project, type Run } from './e2e/project.ts'
import { postgresShelf } from './release/ledger/books.ts'
import { CERTIFICATE } from './send/certificate.ts'
import { LOGIN, type MailServer, startMailServer } from './send/mail-server.ts'

const DEFINITION = 'templates/voluntary-return/factsheet.yaml'
const HEAD = 'address,name,language,factsheets,areas,active,consent\n'
const AN = 'an@example.org,An,nl,*,,true,2020-05-04\n'
const LUC = 'luc@example.org,,fr,*,,true,2020-05-04\n'
const LATE = 'late@example.org,,nl,*,,true,2021-06-01\n'

let project: Project
let server: MailServer
let env: NodeJS.ProcessEnv
let desk: Desk
const run = (...args: readonly string[]): Promise<Run> => desk.run(args, { root: project.root })
const taken = async () =>
  Promise.all(server.taken.splice(0).map(async ({ to, eml }) => ({ to, mail: await simpleParser(eml) })))

beforeAll(async () => {
  project = await publishedProject()
  server = await startMailServer()
  const { host, port } = server.settings
  writeFileSync(project.path('password'), LOGIN.password, { mode: 0o600 })
  writeFileSync(project.path('ca.pem'), CERTIFICATE)
  env = {
    DIPTYCH_SMTP_URL: `smtp://${LOGIN.user}@${host}:${port}`,
    DIPTYCH_SMTP_PASSWORD_FILE: project.path('password'),
    NODE_EXTRA_CA_CERTS: project.path('ca.pem'),
  }
  desk = await openDesk(env)
  project.write('data/subscribers.csv', HEAD + AN + LUC)
})
afterAll(async () => {
  await desk.close()
  await server.close()
  project.remove()
})

describe('an edition', () => {
  it('is not mailed before it is published', async () => {
    const draft = copyProject()
    draft.write(DEFINITION, draft.read(DEFINITION) + MAIL)
    draft.write('data/subscribers.csv', HEAD + AN + LUC)
    const { code, told } = await desk.run(['send'], { root: draft.root })
    draft.remove()
    expect([code, told.includes('nothing-published')]).toEqual([1, true])
    expect(server.taken).toEqual([])
  })

  it('is shown to who asks for a proof, and nobody counts as having got it', async () => {
    const { code, out, told } = await run('send', '--to', 'chef@example.org', '--lang', 'fr')
    expect([code, told]).toEqual([0, ''])
    expect(out).toContain('sent to c…@example.org')
    const [proof] = await taken()
    expect([proof?.to, proof?.mail.subject]).toEqual(['chef@example.org', 'Les retours volontaires en 2020'])
    expect((await run('send', 'status')).out).toContain('Nothing was ever planned or sent.')
  })

  it('goes to each subscriber once, in their language, however often it is sent', async () => {
    const { code, out, told } = await run('send')
    expect([code, told]).toEqual([0, ''])
    expect(out).toContain('2 sent, 0 deferred, 0 bounced, 0 unknown')
    const mails = await taken()
    expect(mails.map(({ to, mail }) => [to, mail.headers.get('content-language')]).sort()).toEqual([
      ['an@example.org', 'nl-BE'],
      ['luc@example.org', 'fr-BE'],
    ])
    expect((await run('send')).out).toContain('0 sent')
    expect((await run('send', '--json')).code).toBe(0)
    expect(await taken()).toEqual([])
    expect((await run('send', 'status')).out).toContain('version 1: 2 sent')
  })
})

describe('a correction', () => {
  it('goes to those who got the version before, in answer to that, and as an edition to who came since', async () => {
    correctApril(project)
    correctTheRest(project)
    expect((await run('approve', ...CORRECTION)).code).toBe(0)
    expect((await run('publish')).code).toBe(0)
    // One has left the list since; what they were sent has an error all the same.
    project.write('data/subscribers.csv', HEAD + AN + LATE)
    const { out, told } = await run('send')
    expect(told).toBe('')
    expect(out).toContain('3 sent')
    const mails = new Map((await taken()).map(({ to, mail }) => [to, mail]))
    expect([...mails.keys()].sort()).toEqual(['an@example.org', 'late@example.org', 'luc@example.org'])
    expect(mails.get('luc@example.org')?.subject).toMatch(/^\[Correction\]/)
    expect(mails.get('luc@example.org')?.text).toContain('63')
    expect(mails.get('luc@example.org')?.inReplyTo).toMatch(/^<voluntary-return\.2020\.1\./)
    expect(mails.get('late@example.org')?.subject).toBe('Vrijwillige terugkeer in 2020')
    expect(mails.get('late@example.org')?.inReplyTo).toBeUndefined()
  })

  it('is not sent twice', async () => {
    expect((await run('send')).out).toContain('0 sent')
    expect(await taken()).toEqual([])
  })
})

describe('a withdrawal', () => {
  it('tells everyone who got a number that it is withdrawn, and not which', async () => {
    withholdTwo(project)
    expect((await run('approve', ...WITHDRAWAL)).code).toBe(0)
    expect((await run('publish')).code).toBe(0)
    expect((await run('send')).out).toContain('3 sent')
    for (const { mail } of await taken()) {
      expect(mail.references?.length).toBeGreaterThan(0)
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/\b5[89]\b/)
    }
  })
})

describe('words alone', () => {
  it('are mailed to nobody who has a version', async () => {
    project.edit('templates/voluntary-return/text/nl.yaml', 'heading: Van maand tot maand', 'heading: Maand na maand')
    project.edit('templates/voluntary-return/text/fr.yaml', 'heading: Mois par mois', 'heading: Mois après mois')
    expect((await run('publish')).out).toContain('version 4 (editorial)')
    expect((await run('send')).out).toContain('0 sent')
    expect(await taken()).toEqual([])
  })
})

describe('two at once', () => {
  it('send nothing twice, and lose nobody', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `new${index}@example.org,,nl,*,,true,2021-06-01\n`)
    project.write('data/subscribers.csv', HEAD + AN + many.join(''))
    const runs = await Promise.all([1, 2].map(() => diptych(['send'], { root: project.root, env })))
    expect(runs.map(({ code, told }) => [code, told])).toEqual([
      [0, ''],
      [0, ''],
    ])
    const sent = (await taken()).map(({ to }) => to)
    expect(sent).toHaveLength(30)
    expect(new Set(sent).size).toBe(30)
    expect((await run('send', 'status')).out).toMatch(/version 4: 30 sent\s*$/)
  })
})

describe('the ledger', () => {
  it('tells a person what it holds of them, and forgets the address while it keeps what was sent', async () => {
    const person = JSON.parse((await run('ledger', 'export', 'luc@example.org')).out)
    expect(person.deliveries.map((one: { state: string; version: number }) => [one.version, one.state])).toEqual([
      [1, 'sent'],
      [2, 'sent'],
      [3, 'sent'],
    ])
    const { out } = await run('ledger', 'erase', 'luc@example.org')
    expect(out).toContain('3 deliveries know the address l…@example.org no more')
    const all = (await run('ledger', 'export')).out
    expect(all).not.toContain('luc@')
    expect(JSON.parse(all).deliveries.filter((one: { address: string | null }) => one.address === null)).toHaveLength(3)
  })

  it('never holds a password, and no output tells one', async () => {
    const all = `${(await run('ledger', 'export')).out}${(await run('send', 'status', '--json')).out}`
    expect(all).not.toContain(LOGIN.password)
  })

  it('settles nothing unless it is said how and of whom', async () => {
    const how = await run('send', 'resolve')
    expect([how.code, how.told.includes('resolve-how')]).toEqual([1, true])
    const whom = await run('send', 'resolve', 'abc', '--sent')
    expect([whom.code, whom.told.includes('resolve-whom')]).toEqual([1, true])
  })
})

describe('a ledger on PostgreSQL', () => {
  it('that the environment names is used in the place of the file', async () => {
    const shelf = postgresShelf()
    try {
      const elsewhere = { DIPTYCH_LEDGER: await shelf.place() }
      const onPostgres = (...args: readonly string[]) => desk.run(args, { root: project.root, env: elsewhere })
      project.write('data/subscribers.csv', HEAD + AN)
      expect((await onPostgres('send')).out).toContain('1 sent')
      expect((await onPostgres('send')).out).toContain('0 sent')
      expect((await taken()).map(({ to }) => to)).toEqual(['an@example.org'])
      expect((await onPostgres('send', 'status')).out).toMatch(/version 4: 1 sent\s*$/)
    } finally {
      await shelf.clear()
    }
  })
})
