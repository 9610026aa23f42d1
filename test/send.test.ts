/** An edition from its publication to the outbox, and the correction of it, by the command line. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtProject, MAIL, publishedProject } from './e2e/built.ts'
import { CORRECTION, correctApril, correctTheRest } from './e2e/correcting.ts'
import { diptych, filesBelow, type Project, type Run } from './e2e/project.ts'

const DEFINITION = 'templates/voluntary-return/factsheet.yaml'
const SUBSCRIBERS = `address,name,language,factsheets,areas,active,consent
an.peeters@example.org,"Peeters, An",nl,voluntary-return,,true,2020-05-04
luc@example.org,Luc Dûpont,fr,*,,true,2020-05-04
oud@example.org,,fr,*,,false,2020-05-04
`

let project: Project
const run = (...args: readonly string[]): Promise<Run> => diptych(args, { root: project.root })
const outbox = (version: number) => filesBelow(project.path(`out/outbox/voluntary-return-2020-${version}`))
const messages = async (version: number) =>
  Promise.all([...outbox(version).values()].map((content) => simpleParser(content)))

beforeAll(async () => {
  project = (await builtProject({ factsheet: 'voluntary-return' })).project
  project.write('data/subscribers.csv', SUBSCRIBERS)
})
afterAll(() => project.remove())

describe('diptych subscribers check', () => {
  it('counts who gets what, and tells nobody', async () => {
    const { code, out } = await run('subscribers', 'check')
    expect([code, out.trim()]).toEqual([0, '3 subscribers, 2 active.\nvoluntary-return: 2 (1 nl, 1 fr)'])
  })

  it('of a factsheet that is not there says which there is', async () => {
    const { code, told } = await run('subscribers', 'check', 'voluntary-retrun')
    expect([code, told.includes('did you mean "voluntary-return"?')]).toEqual([1, true])
  })

  it('tells all that is wrong with the list, and where', async () => {
    project.write(
      'data/subscribers.csv',
      `${SUBSCRIBERS}LUC@example.org,,fr,*,,true,2020-05-04\nx,,nl,*,,true,2020-05-04\n`,
    )
    const { code, told } = await run('subscribers', 'check')
    project.write('data/subscribers.csv', SUBSCRIBERS)
    expect(code).toBe(1)
    expect(told).toMatch(/subscribers\.csv:5:1\s+problem subscriber-doubled/)
    expect(told).toMatch(/subscribers\.csv:6:1\s+problem address-malformed/)
    expect(told).not.toMatch(/luc@|peeters/i)
  })
})

describe('diptych send', () => {
  it('mails nothing before the definition says how, and nothing that is not published', async () => {
    const { code, told } = await run('send')
    expect(code).toBe(1)
    expect(told).toContain('mail-not-defined')
    expect(told).toContain('nothing-published')
    project.write(DEFINITION, project.read(DEFINITION) + MAIL)
    const again = await run('send', '--edition', '2020')
    expect([again.code, again.told.includes('mail-not-defined')]).toEqual([1, false])
    expect(readdirSync(project.path('out'))).not.toContain('outbox')
  })

  it('says who would be mailed what, without an address in full, and writes nothing', async () => {
    project.remove()
    project = await publishedProject()
    project.write('data/subscribers.csv', SUBSCRIBERS)
    const { code, out } = await run('send', '--dry-run')
    expect(code).toBe(0)
    expect(out).toMatch(/a…@example\.org\s+nl\s+edition\s+\d+ kB/)
    expect(out).toMatch(/l…@example\.org\s+fr\s+edition/)
    expect(out).not.toMatch(/peeters|luc@|oud/)
    const json = JSON.parse((await run('send', '--dry-run', '--json')).out)
    expect(json).toMatchObject({ ok: true, version: 1, messages: [{ purpose: 'edition' }, { purpose: 'edition' }] })
    expect(readdirSync(project.path('out'))).not.toContain('outbox')
  })

  it('writes a message for each subscriber, the same bytes at every run', async () => {
    expect((await run('send')).code).toBe(0)
    const before = outbox(1)
    expect(before.size).toBe(2)
    const { code, out } = await run('send')
    expect([code, out.includes('nothing was sent')]).toEqual([0, true])
    expect(outbox(1)).toEqual(before)
    for (const one of await messages(1)) {
      const dutch = one.headers.get('content-language') === 'nl-BE'
      expect(one.text).toContain(dutch ? '1.847 mensen keerden vrijwillig terug' : '1.847 personnes sont rentrées')
      const name = dutch ? 'vrijwillige-terugkeer-2020.pdf' : 'retours-volontaires-2020.pdf'
      expect(one.attachments.map(({ filename }) => filename)).toEqual([name])
      const published = readFileSync(project.path(`out/public/voluntary-return/2020/1/${name}`))
      expect(one.attachments[0]?.content.equals(published)).toBe(true)
    }
  })

  it('mails what is published, not what the data or the words say by now', async () => {
    const before = outbox(1)
    correctApril(project)
    project.edit(
      'templates/voluntary-return/text/nl.yaml',
      'mensen keerden vrijwillig terug in',
      'personen keerden terug in',
    )
    expect((await run('send')).code).toBe(0)
    expect(outbox(1)).toEqual(before)
  })

  it('mails a correction as one, with its notice in each language', async () => {
    correctTheRest(project)
    expect((await run('approve', ...CORRECTION)).code).toBe(0)
    expect((await run('publish')).code).toBe(0)
    expect((await run('send')).code).toBe(0)
    const all = await messages(2)
    const subjects = all.map(({ subject }) => subject).sort()
    expect(subjects).toEqual([
      '[Correctie] Vrijwillige terugkeer in 2020',
      '[Correction] Les retours volontaires en 2020',
    ])
    const text = all.map((one) => one.text).join('\n')
    expect(text).toContain('april (Fedasil 2020) is 63 in plaats van 61')
    expect(text).toContain('Deux dossiers d’avril n’avaient pas été comptés.')
    expect(text).toContain('1.849 personen keerden terug in 2020')
  })

  it('mails nothing that the public folder does not show', async () => {
    project.edit('data/subscribers.csv', 'luc@', 'lucie@')
    const before = outbox(2)
    rmSync(project.path('out/public'))
    const { code, told } = await run('send')
    expect([code, told.includes('version-not-shown')]).toEqual([1, true])
    expect(outbox(2)).toEqual(before)
  })
})
