/** The store that several machines share: in a folder and in a bucket, by one contract. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keyOf, sha256 } from '../../src/keep.ts'
import { Refusal } from '../../src/problem.ts'
import { layered, openShared, type SharedStore, takingOnly } from '../../src/rebuild/shared.ts'
import { openStore } from '../../src/rebuild/store.ts'
import { diskFiles } from '../../src/world.ts'
import { memoryWorld } from '../memory-world.ts'
import { closedPort, KEYS, type SharedPlace, sharedBucket, sharedFolder } from './stores.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array | null) => content && new TextDecoder().decode(content)
const KEY = keyOf('a product')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diptych-machine-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Pauses between attempts, which pass at once. */
const waited: number[] = []
const pause = async (milliseconds: number) => void waited.push(milliseconds)
beforeEach(() => waited.splice(0))

async function open(env: Readonly<Record<string, string>>): Promise<SharedStore> {
  const store = await openShared({ env, files: diskFiles(root) }, pause)
  if (!store) throw new Error('no store is named')
  return store
}

/** Code and sentence of the one problem of a refusal. */
async function refusedBy(work: Promise<unknown>): Promise<{ code: string; message: string; all: string }> {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(error instanceof Refusal)) throw new Error(`it was not refused: ${error}`)
  const [one] = error.problems
  return { code: one?.code ?? '', message: one?.message ?? '', all: JSON.stringify(error.problems) }
}

describe.each<[string, () => SharedPlace | Promise<SharedPlace>]>([
  ['a folder', sharedFolder],
  ['a bucket', sharedBucket],
])('a store shared in %s', (_, start) => {
  let place: SharedPlace
  let store: SharedStore
  beforeAll(async () => {
    place = await start()
  })
  afterAll(() => place.end())
  beforeEach(async () => {
    store = await open(place.env)
  })

  it('gives another machine what was put under a key, and nothing for another key', async () => {
    await store.put(KEY, bytes('one'))
    expect(text(await (await open(place.env)).get(KEY))).toBe('one')
    expect(await store.get(keyOf('never put'))).toBe(null)
  })

  it('sees what comes after it was asked in vain', async () => {
    const key = keyOf('later')
    expect(await store.get(key)).toBe(null)
    await (await open(place.env)).put(key, bytes('there now'))
    expect(text(await store.get(key))).toBe('there now')
  })

  it('gives back any bytes, none of them and very many', async () => {
    const all = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 256)
    for (const content of [new Uint8Array(), all]) {
      await store.put(keyOf(content.length), content)
      expect(Buffer.compare((await store.get(keyOf(content.length))) ?? bytes('nothing'), content)).toBe(0)
    }
  })

  it.each([
    ['cut short', (entry: Buffer) => entry.subarray(0, -1)],
    ['emptied', () => Buffer.alloc(0)],
    ['changed in one byte', (entry: Buffer) => Buffer.concat([entry.subarray(0, -1), Buffer.from('!')])],
  ])('gives nothing for an entry that was %s, and takes it again', async (_, damage) => {
    await store.put(KEY, bytes('one'))
    const file = place.entryOf(KEY)
    writeFileSync(file, damage(readFileSync(file)))
    expect(await store.get(KEY)).toBe(null)
    await store.put(KEY, bytes('one'))
    expect(text(await store.get(KEY))).toBe('one')
  })

  it('takes the same from many at the same time', async () => {
    const machines = await Promise.all(Array.from({ length: 8 }, () => open(place.env)))
    await Promise.all(machines.map((one) => one.put(KEY, bytes('the same'))))
    expect(text(await store.get(KEY))).toBe('the same')
  })
})

describe('a store shared in a folder', () => {
  let place: SharedPlace
  beforeEach(() => {
    place = sharedFolder()
  })
  afterEach(() => place.end())

  it('never shows a file that is half written', async () => {
    const store = await open(place.env)
    const content = [new Uint8Array(4_000_000).fill(1), new Uint8Array(4_000_000).fill(2)] as const
    await store.put(KEY, content[0])
    let done = false
    const writing = (async () => {
      for (let round = 0; round < 20; round++) await store.put(KEY, content[round % 2] ?? content[0])
      done = true
    })()
    let looks = 0
    while (!done) {
      expect([1, 2]).toContain((await store.get(KEY))?.at(-1))
      looks++
    }
    await writing
    expect(looks).toBeGreaterThan(1)
    expect(readdirSync(join(place.entryOf(KEY), '..'))).toEqual([KEY])
  })

  it.each([
    ['that is not there', 'gone', 'there is no such folder'],
    ['in whose place is a file', 'file', 'it is not a folder'],
  ])('%s is refused for reading and for writing, and is not made', async (_, name, reason) => {
    writeFileSync(join(root, 'file'), '')
    const store = await open({ DIPTYCH_STORE: join(root, name) })
    const told = { code: 'store-unreachable', message: `The store ${join(root, name)} cannot be used: ${reason}` }
    expect(await refusedBy(store.get(KEY))).toMatchObject(told)
    expect(await refusedBy(store.put(KEY, bytes('one')))).toMatchObject({ code: 'store-unreachable' })
    expect(existsSync(join(root, 'gone'))).toBe(false)
  })
})

describe('a store shared in a bucket', () => {
  const answering = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer(answer)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    return { port, end: () => new Promise((done) => server.close(done)) }
  }
  const at = (port: number, more = '') => ({
    DIPTYCH_STORE: `s3://agency/kept?endpoint=http://127.0.0.1:${port}${more}`,
    ...KEYS,
  })

  it('is refused when nobody answers, after a few attempts that come later and later', async () => {
    const port = await closedPort()
    const store = await open(at(port))
    const { code, message, all } = await refusedBy(store.get(KEY))
    expect([code, message]).toEqual([
      'store-unreachable',
      `The store agency/kept at 127.0.0.1:${port} cannot be used: nothing answers at its address`,
    ])
    expect(all).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY)
    expect(waited).toEqual([200, 1000, 4000])
    expect((await refusedBy(store.put(KEY, bytes('one')))).code).toBe('store-unreachable')
  })

  it('is asked again when its server is busy, and when it breaks off', async () => {
    const kept = new Map<string, Buffer>()
    let asked = 0
    const { port, end } = await answering(async (request, response) => {
      asked++
      if (asked % 3 === 1) return void response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
      if (asked % 3 === 2) return void request.socket.destroy()
      const body = Buffer.concat(await request.toArray())
      if (request.method === 'PUT') kept.set(request.url ?? '', body)
      response.end(request.method === 'PUT' ? '' : kept.get(request.url ?? ''))
    })
    const store = await open(at(port))
    await store.put(KEY, bytes('one'))
    expect(text(await store.get(KEY))).toBe('one')
    expect([...kept.keys()]).toEqual([`/agency/kept/${KEY}`])
    expect(asked).toBe(6)
    await end()
  })

  it.each([
    [403, 'AccessDenied', 'it refuses these credentials (AccessDenied)'],
    [404, 'NoSuchBucket', 'there is no such bucket'],
    [500, 'InternalError', 'InternalError'],
    [301, 'PermanentRedirect', 'PermanentRedirect'],
  ])('is refused when its server answers %i %s, which is not that there is nothing', async (status, name, reason) => {
    const { port, end } = await answering((_, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end(`<Error><Code>${name}</Code></Error>`)
    })
    const store = await open(at(port))
    for (const work of [() => store.get(KEY), () => store.put(KEY, bytes('one'))])
      expect((await refusedBy(work())).message).toContain(`cannot be used: ${reason}`)
    await end()
  })

  it('is refused when the server does not know the key', async () => {
    const place = await sharedBucket()
    const store = await open({ ...place.env, AWS_ACCESS_KEY_ID: 'another' })
    expect((await refusedBy(store.put(KEY, bytes('one')))).message).toContain('it does not know these credentials')
    await place.end()
  })

  it('is asked with a signature that covers what is put, the region and the session, and never with the secret key', async () => {
    const heard: { headers: IncomingMessage['headers']; body: Buffer }[] = []
    const { port, end } = await answering(async (request, response) => {
      heard.push({ headers: request.headers, body: Buffer.concat(await request.toArray()) })
      response.end()
    })
    const store = await open({
      ...at(port, '&region=eu-west-1'),
      AWS_SECRET_ACCESS_KEY: 'hush',
      AWS_SESSION_TOKEN: 'for now',
    })
    await store.put(KEY, bytes('one'))
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = heard
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=S3RVER\/\d{8}\/eu-west-1\/s3\/aws4_request/)
    const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? []
    expect(signed).toEqual(
      expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token']),
    )
    expect(headers).toMatchObject({ 'x-amz-content-sha256': sha256(body), 'x-amz-security-token': 'for now' })
    expect(JSON.stringify(headers)).not.toContain('hush')
    await end()
  })
})

describe('the name of a store', () => {
  it('is not needed', async () => {
    expect(await openShared({ env: {}, files: diskFiles(root) })).toBe(null)
  })

  it.each([
    's3://a',
    's3://agency/../other?endpoint=https://x.example:1/path',
    's3://agency?endpoint=ftp://x.example',
    's3://agency?endpoint=https://user:secret@x.example',
    's3://user:secret@agency/prefix',
    's3://agency?secret=secret',
    's3://agency?endpoint=https://x.example&tls=maybe',
    'https://user:secret@x.example/bucket',
  ])('%s is refused, without saying a password', async (name) => {
    const { code, all } = await refusedBy(open({ DIPTYCH_STORE: name, ...KEYS }))
    expect(code).toBe('store-url-unclear')
    expect(all).not.toContain('secret')
  })

  it('of a server that others could listen to is refused, unless somebody says that nobody can', async () => {
    const named = (more: string) => ({ DIPTYCH_STORE: `s3://agency?endpoint=http://store.example${more}`, ...KEYS })
    expect((await refusedBy(open(named('')))).code).toBe('store-in-clear')
    expect(await open(named('&tls=off'))).toBeTruthy()
  })
})

describe('the credentials of a bucket', () => {
  const BUCKET = { DIPTYCH_STORE: 's3://agency?endpoint=https://store.example' }
  const withFile = (content: string, mode = 0o600) => {
    const path = join(root, 'keys')
    writeFileSync(path, content)
    chmodSync(path, mode)
    return { ...BUCKET, DIPTYCH_STORE_CREDENTIALS: path }
  }

  it('are refused when one is missing', async () => {
    expect((await refusedBy(open(BUCKET))).code).toBe('store-credentials-missing')
    expect((await refusedBy(open({ ...BUCKET, AWS_ACCESS_KEY_ID: 'a' }))).code).toBe('store-credentials-missing')
    expect((await refusedBy(open(withFile('aws_access_key_id = a\n')))).code).toBe('store-credentials-missing')
  })

  it.each([
    '[default]\naws_access_key_id = S3RVER\naws_secret_access_key=S3RVER\n',
    'AWS_ACCESS_KEY_ID=S3RVER\r\nAWS_SECRET_ACCESS_KEY=S3RVER\r\n',
  ])('may be in a file, which comes before the environment: %j', async (content) => {
    const place = await sharedBucket()
    const { DIPTYCH_STORE_CREDENTIALS } = withFile(content)
    const wrong = { AWS_ACCESS_KEY_ID: 'another', AWS_SECRET_ACCESS_KEY: 'another' }
    const store = await open({ ...place.env, ...wrong, DIPTYCH_STORE_CREDENTIALS })
    await store.put(KEY, bytes('one'))
    expect(text(await store.get(KEY))).toBe('one')
    await place.end()
  })

  it('in a file that others may read, or that is not there, are refused', async () => {
    expect((await refusedBy(open(withFile('AWS_ACCESS_KEY_ID=secret', 0o644)))).code).toBe('secret-file-open')
    const gone = { ...BUCKET, DIPTYCH_STORE_CREDENTIALS: join(root, 'gone') }
    expect((await refusedBy(open(gone))).code).toBe('secret-file-missing')
  })
})

describe('a store of this machine before a shared one', () => {
  const stores = () => {
    const there = new Map<string, Uint8Array>()
    const asked: string[] = []
    let failing = false
    const check = () => {
      if (failing) throw new Refusal([])
    }
    const shared: SharedStore = {
      get: async (key) => {
        asked.push(key)
        check()
        return there.get(key) ?? null
      },
      put: async (key, content) => {
        check()
        there.set(key, content)
      },
    }
    const { files } = memoryWorld()
    const fail = () => {
      failing = true
    }
    return { own: openStore('own', files), shared, there, asked, fail }
  }

  it('takes from the shared one what it does not have, and has it then', async () => {
    const { own, shared, there, asked } = stores()
    there.set(KEY, bytes('theirs'))
    const store = layered(own, shared)
    expect(text(await store.get(KEY))).toBe('theirs')
    await store.close()
    expect(text(await own.get(KEY))).toBe('theirs')
    expect(text(await layered(own, shared).get(KEY))).toBe('theirs')
    expect(asked).toEqual([KEY])
  })

  it('puts into both, and lets go of its own only', async () => {
    const { own, shared, there } = stores()
    const store = layered(own, shared)
    store.put(KEY, bytes('ours'))
    await store.close()
    await store.remove(KEY)
    expect([text(await own.get(KEY)), text(there.get(KEY) ?? null)]).toEqual([null, 'ours'])
  })

  it('that takes nothing new gives the shared one all the same', async () => {
    const { own, shared, there } = stores()
    const store = layered(takingOnly(own), shared)
    store.put(KEY, bytes('ours'))
    there.set(keyOf('theirs'), bytes('theirs'))
    await store.get(keyOf('theirs'))
    await store.close()
    expect([await own.get(KEY), await own.get(keyOf('theirs'))]).toEqual([null, null])
    expect(text(there.get(KEY) ?? null)).toBe('ours')
  })

  it('refuses when the shared one cannot be reached, and asks it no more', async () => {
    const { own, shared, asked, fail } = stores()
    const store = layered(own, shared)
    await own.put(KEY, bytes('ours'))
    fail()
    await expect(store.get(keyOf('a'))).rejects.toThrow(Refusal)
    await expect(store.get(keyOf('b'))).rejects.toThrow(Refusal)
    expect(asked).toEqual([keyOf('a')])
    expect(text(await store.get(KEY))).toBe('ours')
  })

  it('keeps its own when the shared one takes nothing', async () => {
    const { own, shared, fail } = stores()
    fail()
    const store = layered(own, shared)
    store.put(KEY, bytes('ours'))
    await store.close()
    expect(text(await own.get(KEY))).toBe('ours')
  })
})

it('puts nothing beside the folder that it is given', async () => {
  const place = sharedFolder()
  mkdirSync(join(root, 'project'))
  const store = await openShared({ env: place.env, files: diskFiles(join(root, 'project')) })
  await store?.put(KEY, bytes('one'))
  expect(readdirSync(join(root, 'project'))).toEqual([])
  await place.end()
})
