/** The status page on the network: what it answers, and to whom it answers nothing. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { problem, Refusal } from '../../src/problem.ts'
import { openHttp, type Serving } from '../../src/serve/http.ts'
import { ask, own, post, type SignedIn, signIn, stall } from './asking.ts'
import { type Served, SHEET, serve, serving, TOKEN } from './serving.ts'
import { EMPTY, NOW, RECIPIENT } from './statuses.ts'

const open: Served[] = []
async function started(options: Partial<Serving> = {}): Promise<Served> {
  const served = await serve(options)
  open.push(served)
  return served
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ http }) => http.close()))
})

/** As from another machine, through a proxy on this one. */
const PROXIED = { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'https', Host: 'status.example.org' }
const NAMED = { names: ['status.example.org'] }
const CLEAR = { kind: 'clear', key: 'mail' }
const SETTLE = { kind: 'resolve', factsheet: 'waste', edition: '2020', version: '1', recipient: RECIPIENT, how: 'sent' }

const act = (
  { port }: Served,
  { cookie, csrf }: SignedIn,
  headers: Record<string, string> = {},
  fields: object = CLEAR,
) => post(port, '/act', { csrf, ...fields }, { Cookie: cookie, ...headers })

describe('on this machine', () => {
  it('shows the status, its health and its numbers to whoever asks', async () => {
    const { port } = await started()
    expect(await ask(port, '/')).toMatchObject({ code: 200, text: expect.stringContaining('<h1>Status</h1>') })
    expect(await ask(port, '/health')).toMatchObject({
      code: 503,
      text: expect.stringContaining('"reasons":["The prov'),
    })
    const metrics = await ask(port, '/metrics')
    expect(metrics).toMatchObject({ code: 200, text: expect.stringContaining('\ndiptych_alarms 2\n') })
    expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  })

  it('says 200 when all is well', async () => {
    const served = await started()
    served.status = async () => EMPTY
    expect(await ask(served.port, '/health')).toMatchObject({
      code: 200,
      text: expect.stringContaining('"status":"ok"'),
    })
  })

  it('answers HEAD with the same head, and nothing after it', async () => {
    const { port } = await started()
    for (const path of ['/', '/health', '/metrics', '/sign-in']) {
      const [head, whole] = [await ask(port, path, { method: 'HEAD' }), await ask(port, path)]
      expect(head.text).toBe('')
      expect(head.code).toBe(whole.code)
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.text)))
      expect(Number(head.headers['content-length'])).toBeGreaterThan(10)
    }
  })

  it('knows no other addresses and no other ways', async () => {
    const { port } = await started()
    for (const path of ['/x', '/act/', '//', '/constructor', '/__proto__', '/healthz', '*'])
      expect(await ask(port, path), path).toMatchObject({ code: 404 })
    const wrong = await ask(port, '/', { method: 'POST', headers: own(port) })
    expect(wrong).toMatchObject({ code: 405, headers: { allow: 'GET, HEAD' } })
    expect(await ask(port, '/act')).toMatchObject({ code: 405, headers: { allow: 'POST' } })
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])
      expect(await ask(port, '/', { method }), method).toMatchObject({ code: 405 })
  })

  it('says in plain words when the status cannot be read, to people and to programs', async () => {
    const served = await started()
    served.status = async () => {
      throw new Error('password "geheim" refused at postgres.ts:12')
    }
    for (const path of ['/', '/health', '/metrics']) {
      const { code, text } = await ask(served.port, path)
      expect(code, path).toBe(503)
      expect(text).not.toMatch(/geheim|postgres\.ts|\n +at /)
    }
    expect((await ask(served.port, '/')).text).toContain('How things stand cannot be read at the moment.')
    expect(served.lines.join()).toContain('geheim')
    served.status = () => {
      throw new Refusal([problem('ledger-unreachable', { reason: 'connection refused' })])
    }
    expect((await ask(served.port, '/')).text).toContain(
      'The database of the ledger cannot be reached: connection refused.',
    )
  })

  it('waits only so long for the status', async () => {
    const served = await started({ patience: 100 })
    served.status = () => new Promise(() => undefined)
    expect(await ask(served.port, '/')).toMatchObject({ code: 503 })
  })

  it('lets nobody do anything without a token to be started with', async () => {
    const served = await started({ token: null })
    expect((await ask(served.port, '/')).text).toContain('started without a token')
    expect(await ask(served.port, '/sign-in')).toMatchObject({ code: 200, text: expect.not.stringContaining('<form') })
    expect(await post(served.port, '/sign-in', { token: '' })).toMatchObject({ code: 403 })
    expect(await act(served, { cookie: 'diptych_session=', csrf: '' })).toMatchObject({ code: 403 })
    expect(served.acts).toEqual([])
  })
})

describe('heads', () => {
  it('let nothing run, nothing in from elsewhere, and nobody put the page into another', async () => {
    const served = await started()
    const { cookie } = await signIn(served.port)
    const answers = await Promise.all([
      ...['/', '/health', '/metrics', '/sign-in', '/x', '/review/voluntary-return-2025.html'].map((path) =>
        ask(served.port, path),
      ),
      ask(served.port, '/', { headers: { Cookie: cookie } }),
      ask(served.port, '/', { headers: { Host: 'evil.example' } }),
      ask(served.port, '/sign-in', { headers: { Cookie: cookie } }),
    ])
    for (const { headers } of answers) {
      const policy = headers['content-security-policy'] ?? ''
      expect(policy).toMatch(/^default-src 'none'; /)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).toMatch(/form-action '(self|none)'/)
      expect(policy).not.toMatch(/script|unsafe-eval|\*|https?:/)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect(answers[0]?.headers['content-security-policy']).toMatch(/style-src 'sha256-[\w+/]+=*'; font-src data:/)
    expect(answers[5]?.headers['content-security-policy']).toMatch(/; sandbox$/)
  })
})

describe('review sheets', () => {
  it('are given by their names', async () => {
    const served = await started()
    const { code, text, headers } = await ask(served.port, '/review/voluntary-return-2025.html')
    expect({ code, text }).toEqual({ code: 200, text: SHEET })
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(await ask(served.port, '/review/waste-2020.html')).toMatchObject({ code: 404 })
    expect(served.sheets).toEqual(['voluntary-return-2025.html', 'waste-2020.html'])
  })

  it.each([
    '/review/../secret.html',
    '/review/..%2fsecret.html',
    '/review/%2e%2e%2fsecret.html',
    '/review/..%5csecret.html',
    '/review//etc/passwd.html',
    '/review/%2fetc%2fpasswd.html',
    '/review/a/b.html',
    '/review/.hidden.html',
    '/review/a%00.html',
    '/review/%e0%a4.html',
    '/review/a.html%0d%0aSet-Cookie:x',
    '/review/data.json',
    '/review/',
  ])('are looked for in one folder only, and not at %s', async (path) => {
    const served = await started()
    expect(await ask(served.port, path)).toMatchObject({ code: 404 })
    expect(served.sheets).toEqual([])
  })
})

describe('signing in', () => {
  it('takes the token, and gives a cookie that scripts and other sites cannot use', async () => {
    const { port } = await started()
    const { code, headers, text } = await post(port, '/sign-in', { token: TOKEN })
    expect({ code, text, to: headers.location }).toEqual({ code: 303, text: '', to: '/' })
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^diptych_session=[0-9a-f]{64}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/),
    ])
  })

  it('marks the cookie for https when a proxy on this machine speaks it with the browser', async () => {
    const { port } = await started(NAMED)
    const headers = { ...PROXIED, Origin: 'https://status.example.org' }
    const { headers: heard } = await post(port, '/sign-in', { token: TOKEN }, headers)
    expect(heard['set-cookie']?.[0]).toMatch(/; Secure$/)
  })

  it('takes no other token', async () => {
    const served = await started()
    for (const token of ['', TOKEN.slice(0, -1), `${TOKEN}x`, TOKEN.toUpperCase()]) {
      served.now = served.now.add({ minutes: 10 })
      const { code, headers, text } = await post(served.port, '/sign-in', { token })
      expect({ code, cookie: headers['set-cookie'] }).toEqual({ code: 403, cookie: undefined })
      expect(text).toContain('That is not the token.')
    }
  })

  it('is slower after each wrong token, even for the right one, and for nobody else', async () => {
    const served = await started(NAMED)
    const from = (who: string) => ({ ...PROXIED, 'X-Forwarded-For': who, Origin: 'https://status.example.org' })
    const attempt = (token: string, who = '203.0.113.7') => post(served.port, '/sign-in', { token }, from(who))
    const codes = []
    for (const token of ['a', 'b', 'c']) codes.push((await attempt(token)).code)
    expect(codes).toEqual([403, 403, 403])
    const waits = await attempt(TOKEN)
    expect(waits).toMatchObject({ code: 429, headers: { 'retry-after': '1' } })
    expect(await attempt(TOKEN, '203.0.113.8')).toMatchObject({ code: 303 })
    served.now = served.now.add({ seconds: 1 })
    expect(await attempt('d')).toMatchObject({ code: 403 })
    expect(await attempt('e')).toMatchObject({ code: 429, headers: { 'retry-after': '2' } })
    served.now = served.now.add({ seconds: 2 })
    expect(await attempt(TOKEN)).toMatchObject({ code: 303 })
    expect(await attempt('f')).toMatchObject({ code: 403 })
    expect(await attempt(TOKEN)).toMatchObject({ code: 303 })
  })

  it('ends after eight hours', async () => {
    const served = await started()
    const session = await signIn(served.port)
    served.now = Temporal.Instant.from(NOW).add({ seconds: 8 * 3600 - 1 })
    expect((await act(served, session)).code).toBe(303)
    served.now = Temporal.Instant.from(NOW).add({ hours: 8 })
    expect((await act(served, session)).code).toBe(403)
    expect(served.acts).toHaveLength(1)
    expect((await ask(served.port, '/', { headers: { Cookie: session.cookie } })).text).toContain('href="/sign-in"')
  })

  it('ends when somebody signs out, which only the page itself can ask for', async () => {
    const served = await started()
    const session = await signIn(served.port)
    const out = (csrf: string) => post(served.port, '/sign-out', { csrf }, { Cookie: session.cookie })
    expect((await out('x')).code).toBe(403)
    expect((await act(served, session)).code).toBe(303)
    const { code, headers } = await out(session.csrf)
    expect({ code, to: headers.location }).toEqual({ code: 303, to: '/' })
    expect(headers['set-cookie']?.[0]).toMatch(/^diptych_session=; Path=\/; Max-Age=0;/)
    expect((await act(served, session)).code).toBe(403)
  })

  it('gives another session each time, and ends the one before', async () => {
    const served = await started()
    const first = await signIn(served.port)
    const second = await signIn(served.port, { Cookie: first.cookie })
    expect(second.cookie).not.toBe(first.cookie)
    expect(second.csrf).not.toBe(first.csrf)
    expect((await act(served, first)).code).toBe(403)
    expect((await act(served, second)).code).toBe(303)
  })

  it('leaves the token in no page, no address and no log', async () => {
    const served = await started()
    const { port, lines } = served
    const seen: string[] = []
    const keep = async (heard: Promise<Awaited<ReturnType<typeof ask>>>) => void seen.push(JSON.stringify(await heard))
    await keep(post(port, '/sign-in', { token: `${TOKEN}x` }))
    await keep(ask(port, '/metrics', { headers: { Authorization: `Bearer ${TOKEN}x` } }))
    await keep(post(port, '/sign-in', { token: TOKEN }))
    await keep(act(served, await signIn(port)))
    await keep(ask(port, '/metrics', { headers: { Authorization: `Bearer ${TOKEN}` } }))
    await keep(ask(port, `/?token=${TOKEN}`))
    expect(lines.length).toBeGreaterThan(3)
    expect([...seen, ...lines].join()).not.toContain(TOKEN)
  })
})

describe('doing something', () => {
  it('is asked of whoever keeps the ledger, and told once', async () => {
    const served = await started()
    const session = await signIn(served.port)
    const page = () => ask(served.port, '/', { headers: { Cookie: session.cookie } })
    const { code, headers, text } = await act(served, session, {}, SETTLE)
    expect({ code, text, to: headers.location }).toEqual({ code: 303, text: '', to: '/' })
    expect(served.acts).toEqual([{ ...SETTLE, version: 1 }])
    expect((await ask(served.port, '/', { method: 'HEAD', headers: { Cookie: session.cookie } })).code).toBe(200)
    expect((await page()).text).toContain('Done: resolve.')
    expect((await page()).text).not.toContain('Done: resolve.')
    expect(served.lines.join()).toContain('Asked for from 127.0.0.1: {"kind":"resolve"')
  })

  it('tells whoever asked why it was not done, and shows nobody else', async () => {
    const served = await started()
    const [one, other] = [await signIn(served.port), await signIn(served.port)]
    served.act = () => Promise.reject(new Refusal([problem('resolve-whom', { recipient: 'ab', found: 0 })]))
    expect((await act(served, one)).code).toBe(303)
    const page = async ({ cookie }: SignedIn) => (await ask(served.port, '/', { headers: { Cookie: cookie } })).text
    expect(await page(other)).not.toContain('Not done')
    expect(await page(one)).toContain('Not done: No unknown delivery is to &quot;ab&quot;.')
    served.act = () => Promise.reject(new Error('geheim'))
    expect((await act(served, one)).code).toBe(303)
    expect(await page(one)).toMatch(/Not done: (?!.*geheim)/)
  })

  it('needs somebody who is signed in, on this machine as well', async () => {
    const served = await started()
    const { csrf } = await signIn(served.port)
    for (const cookie of ['', 'diptych_session=', `diptych_session=${'0'.repeat(64)}`, 'diptych_session=__proto__'])
      expect((await act(served, { cookie, csrf })).code, cookie).toBe(403)
    expect(served.acts).toEqual([])
  })

  it('needs the secret of that very session', async () => {
    const served = await started()
    const [one, other] = [await signIn(served.port), await signIn(served.port)]
    for (const csrf of ['', 'x', other.csrf, one.csrf.slice(1)])
      expect((await act(served, { ...one, csrf })).code).toBe(403)
    const without = await post(served.port, '/act', CLEAR, { Cookie: one.cookie })
    expect(without.code).toBe(403)
    expect(served.acts).toEqual([])
  })

  it.each([
    ['another site, which says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another server of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['https, where there is none', { Origin: 'https://127.0.0.1' }],
    ['no origin that can be told', { Origin: 'null' }],
  ])('is not done for a form from %s', async (_, headers) => {
    const served = await started()
    const session = await signIn(served.port)
    const refused = await act(served, session, headers as Record<string, string>)
    expect(refused).toMatchObject({ code: 403, text: expect.stringContaining('Nothing was done') })
    expect((await post(served.port, '/sign-in', { token: TOKEN }, headers as Record<string, string>)).code).toBe(403)
    expect(served.acts).toEqual([])
  })

  it('is not done for a form that does not say where it comes from', async () => {
    const served = await started()
    const { cookie, csrf } = await signIn(served.port)
    const headers = { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = String(new URLSearchParams({ csrf, ...CLEAR }))
    expect((await ask(served.port, '/act', { method: 'POST', headers, body })).code).toBe(403)
    const told = { ...headers, Origin: `http://127.0.0.1:${served.port}` }
    expect((await ask(served.port, '/act', { method: 'POST', headers: told, body })).code).toBe(303)
    expect(served.acts).toHaveLength(1)
  })

  it('is not done when the form is no form, or says nothing that can be done', async () => {
    const served = await started()
    const session = await signIn(served.port)
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''])
      expect((await act(served, session, { 'Content-Type': type })).code, type).toBe(415)
    expect((await act(served, session, {}, { kind: 'delete' })).code).toBe(400)
    expect(served.acts).toEqual([])
  })

  it('is not done for more than a form can hold, whether or not the length is told', async () => {
    const served = await started()
    const session = await signIn(served.port)
    const large = await act(served, session, {}, { ...CLEAR, key: 'x'.repeat(17_000) })
    expect(large).toMatchObject({ code: 413, headers: { connection: 'close' } })
    const chunked = await act(
      served,
      session,
      { 'Transfer-Encoding': 'chunked' },
      { ...CLEAR, key: 'x'.repeat(17_000) },
    )
    expect(chunked.code).toBe(413)
    expect(served.acts).toEqual([])
    expect((await act(served, session)).code).toBe(303)
  })

  it('leads back to the status, whatever the form says', async () => {
    const served = await started()
    const session = await signIn(served.port)
    const { cookie, csrf } = session
    const to = { Cookie: cookie, Referer: 'http://evil.example/' }
    const { headers } = await post(served.port, '/act?next=http://evil.example', { csrf, ...CLEAR }, to)
    expect(headers.location).toBe('/')
  })
})

describe('names', () => {
  it('are those of this machine only, with the port: a foreign name that leads here is not answered', async () => {
    const { port } = await started()
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `localhost.evil.example:${port}`,
    ]) {
      const { code, text } = await ask(port, '/', { headers: { Host: host } })
      expect(code, host).toBe(421)
      expect(text).not.toContain('How it stands')
    }
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, `127.0.0.1:${port}`])
      expect((await ask(port, '/', { headers: { Host: host } })).code, host).toBe(200)
  })

  it('keep a form with a foreign name from being done', async () => {
    const served = await started()
    const session = await signIn(served.port)
    const headers = { Host: 'evil.example', Origin: 'http://evil.example' }
    expect((await act(served, session, headers)).code).toBe(421)
    expect(served.acts).toEqual([])
  })

  it('can be those of a proxy, for which everything needs the token', async () => {
    const served = await started(NAMED)
    expect(await ask(served.port, '/', { headers: PROXIED })).toMatchObject({
      code: 303,
      headers: { location: '/sign-in' },
    })
    expect((await ask(served.port, '/', { headers: { ...PROXIED, Host: 'other.example.org' } })).code).toBe(421)
    const headers = { ...PROXIED, Origin: 'https://status.example.org' }
    const session = await signIn(served.port, headers)
    expect((await act(served, session, headers)).code).toBe(303)
    expect((await act(served, session, { ...headers, Origin: 'http://status.example.org' })).code).toBe(403)
    // What does not look as if it came through the proxy may still have done so.
    expect(await ask(served.port, '/')).toMatchObject({ code: 303, headers: { location: '/sign-in' } })
  })

  it.each(['X-Forwarded-For', 'X-Forwarded-Host', 'Forwarded', 'Via', 'X-Real-IP'])(
    'of this machine count for nothing when a proxy says by %s that it passes on what others ask',
    async (name) => {
      const { port } = await started()
      expect((await ask(port, '/', { headers: { [name]: 'x' } })).code).toBe(303)
      expect((await ask(port, '/metrics', { headers: { [name]: 'x' } })).code).toBe(401)
    },
  )
})

describe('for other machines', () => {
  const codeOf = async (options: Partial<Serving>) => {
    const refused = await openHttp(serving({ token: null, ...options })).then(
      (http) => http.close(),
      (error: unknown) => error,
    )
    return refused instanceof Refusal ? refused.problems.map(({ code }) => code) : refused
  }

  it('does not listen without a token', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'status.example.org', '127.0.0.1.example.org', '1127.0.0.1'])
      expect(await codeOf({ host }), host).toEqual(['http-needs-token'])
    expect(await codeOf(NAMED)).toEqual(['http-needs-token'])
    for (const host of ['127.0.0.1', 'localhost']) expect(await codeOf({ host }), host).toBeUndefined()
  })

  it('does not listen with a token that can be guessed', async () => {
    expect(await codeOf({ host: '0.0.0.0', token: 'x'.repeat(19) })).toEqual(['http-token-short'])
    expect(await codeOf({ token: '' })).toEqual(['http-token-short'])
    expect(await codeOf({ token: 'x'.repeat(20) })).toBeUndefined()
  })

  it('says why it cannot listen', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    expect(await codeOf({ port })).toEqual(['http-not-listening'])
    other.close()
  })

  it('shows nothing without the token but whether all is well', async () => {
    // 0.0.0.0 for the test alone, which calls it by an address of this machine.
    const { port } = await started({ host: '0.0.0.0' })
    for (const path of ['/', '/review/voluntary-return-2025.html'])
      expect(await ask(port, path), path).toMatchObject({ code: 303, text: '', headers: { location: '/sign-in' } })
    expect(await ask(port, '/health')).toMatchObject({ code: 503, text: '{"status":"not ok"}\n' })
    const metrics = await ask(port, '/metrics')
    expect(metrics).toMatchObject({ code: 401, headers: { 'www-authenticate': 'Bearer' } })
    expect(metrics.text).not.toContain('diptych_alarms')
    const bearer = { headers: { Authorization: `Bearer ${TOKEN}` } }
    expect(await ask(port, '/metrics', bearer)).toMatchObject({
      code: 200,
      text: expect.stringContaining('diptych_alarms 2'),
    })
    expect((await ask(port, '/health', bearer)).text).toContain('"reasons":')
    expect(await ask(port, '/', bearer)).toMatchObject({ code: 303 })
    const { cookie } = await signIn(port)
    expect(await ask(port, '/', { headers: { Cookie: cookie } })).toMatchObject({ code: 200 })
    expect(await ask(port, '/metrics', { headers: { Cookie: cookie } })).toMatchObject({ code: 200 })
  })

  it('slows down programs with wrong tokens as well', async () => {
    const { port } = await started({ host: '0.0.0.0' })
    const codes = []
    for (const token of ['a', 'b', 'c', TOKEN])
      codes.push((await ask(port, '/metrics', { headers: { Authorization: `Bearer ${token}` } })).code)
    expect(codes).toEqual([401, 401, 401, 429])
  })
})

describe('callers who do not come to an end', () => {
  it.each([
    ['in the head', 'GET / HTTP/1.1\r\nHost: 127.0.0.1'],
    [
      'in the form',
      'POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\ntok',
    ],
  ])('are let go, %s', async (_, piece) => {
    const { port } = await started({ patience: 200 })
    expect(await stall(port, piece.replaceAll('PORT', String(port)))).toMatch(/^HTTP\/1\.1 408 /)
    expect((await ask(port, '/')).code).toBe(200)
  })

  it('do not keep the process from ending, not even with something that does not come to an end itself', async () => {
    const served = await serve({ patience: 300 })
    const session = await signIn(served.port)
    served.act = () => new Promise(() => undefined)
    const acting = expect(act(served, session)).rejects.toThrow()
    await expect.poll(() => served.acts.length).toBe(1)
    await served.http.close()
    await acting
    await expect(ask(served.port, '/')).rejects.toThrow('ECONNREFUSED')
  })

  it('are answered to the end when they came before it', async () => {
    const served = await serve()
    const session = await signIn(served.port)
    let finish = (_: string): void => undefined
    served.act = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    const acting = act(served, session)
    await expect.poll(() => served.acts.length).toBe(1)
    const closing = served.http.close()
    finish('It is cleared.')
    expect((await acting).code).toBe(303)
    await closing
  })
})
