import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPrivateFile } from '../../src/private.ts'
import type { Problem } from '../../src/problem.ts'
import { readSmtpSettings } from '../../src/send/smtp-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'diptych-secret-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function secretFile(mode: number): string {
  const path = join(folder, `password-${mode}`)
  writeFileSync(path, 'correct horse\n')
  chmodSync(path, mode)
  return path
}

async function read(env: Readonly<Record<string, string>>) {
  const problems: Problem[] = []
  const settings = await readSmtpSettings(env, readPrivateFile, (one) => problems.push(one))
  return { settings, codes: problems.map(({ code }) => code), told: JSON.stringify(problems) }
}

const URL = 'smtp://stats@mail.example.org'

describe('the mail server', () => {
  it('is none when nothing names it', async () => expect(await read({})).toMatchObject({ settings: null, codes: [] }))

  it('asks for encryption and takes care unless something else is said', async () => {
    const { settings } = await read({ DIPTYCH_SMTP_URL: URL, DIPTYCH_SMTP_PASSWORD_FILE: secretFile(0o600) })
    expect(settings).toEqual({
      host: 'mail.example.org',
      port: 587,
      tls: 'required',
      login: { user: 'stats', password: 'correct horse' },
      connections: 4,
      perSecond: 20,
      domain: { connections: 2, perSecond: 10 },
    })
  })

  it.each([
    [{ DIPTYCH_SMTP_URL: 'smtps://mail.example.org' }, { port: 465, tls: 'implicit', login: null }],
    [{ DIPTYCH_SMTP_URL: 'smtp://mail.example.org:2525' }, { port: 2525, tls: 'required' }],
    [
      { DIPTYCH_SMTP_URL: 'smtp://localhost', DIPTYCH_SMTP_TLS: 'off' },
      { port: 25, tls: 'off' },
    ],
    [{ DIPTYCH_SMTP_URL: 'smtp://[::1]:25' }, { host: '::1' }],
    [{ DIPTYCH_SMTP_URL: 'smtp://a%40b:p%3Aw@mail.example.org' }, { login: { user: 'a@b', password: 'p:w' } }],
    [{ DIPTYCH_SMTP_URL: URL, DIPTYCH_SMTP_PASSWORD: 'x y' }, { login: { user: 'stats', password: 'x y' } }],
    [
      { DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_PER_SECOND: '0.5', DIPTYCH_SMTP_CONNECTIONS: '1' },
      { perSecond: 0.5, connections: 1 },
    ],
    [
      { DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_DOMAIN_PER_SECOND: '3', DIPTYCH_SMTP_DOMAIN_CONNECTIONS: '1' },
      { domain: { perSecond: 3, connections: 1 } },
    ],
  ])('is read from %j', async (env, expected) => {
    const { settings, codes } = await read(env as Record<string, string>)
    expect(codes).toEqual([])
    expect(settings).toMatchObject(expected)
  })

  it.each([
    [{ DIPTYCH_SMTP_URL: 'mail.example.org' }, ['smtp-url-unclear']],
    [{ DIPTYCH_SMTP_URL: 'http://mail.example.org' }, ['smtp-url-unclear']],
    [{ DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_TLS: 'no' }, ['smtp-tls-unclear']],
    [{ DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_CONNECTIONS: '1.5' }, ['smtp-number-unclear']],
    [{ DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_PER_SECOND: '0' }, ['smtp-number-unclear']],
    [{ DIPTYCH_SMTP_URL: URL }, ['smtp-password-missing']],
    [{ DIPTYCH_SMTP_URL: 'smtp://h', DIPTYCH_SMTP_PASSWORD: 'secret' }, ['smtp-password-without-user']],
    [{ DIPTYCH_SMTP_URL: 'smtp://a:secret@h', DIPTYCH_SMTP_PASSWORD: 'secret' }, ['smtp-password-twice']],
    [{ DIPTYCH_SMTP_URL: 'smtp://a:secret@h', DIPTYCH_SMTP_TLS: 'off' }, ['smtp-password-in-clear']],
    [{ DIPTYCH_SMTP_URL: 'ftp://a:secret@h' }, ['smtp-url-unclear']],
    [{ DIPTYCH_SMTP_URL: URL, DIPTYCH_SMTP_PASSWORD_FILE: '/nowhere/at/all' }, ['secret-file-missing']],
  ])('is refused from %j, without telling the password', async (env, expected) => {
    const { settings, codes, told } = await read(env as Record<string, string>)
    expect(settings).toBe(null)
    expect(codes).toEqual(expected)
    expect(told).not.toContain('secret@')
    expect(told).not.toContain('"secret"')
  })

  it.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o644])(
    'takes no password from a file with mode %o',
    async (mode) => {
      const { settings, codes, told } = await read({
        DIPTYCH_SMTP_URL: URL,
        DIPTYCH_SMTP_PASSWORD_FILE: secretFile(mode),
      })
      expect(settings).toBe(null)
      expect(codes).toEqual(['secret-file-open'])
      expect(told).not.toContain('correct horse')
    },
  )
})
