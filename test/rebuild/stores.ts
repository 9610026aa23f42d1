/** Shared stores to test with: a folder, and a bucket on a server of our own. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SharedPlace {
  readonly env: Readonly<Record<string, string>>
  /** Where the server, or the folder, has each entry on the disk. */
  entryOf(key: string): string
  end(): Promise<void>
}

export function sharedFolder(): SharedPlace {
  const root = mkdtempSync(join(tmpdir(), 'diptych-shared-'))
  return {
    env: { DIPTYCH_STORE: root },
    entryOf: (key) => join(root, key.slice(0, 2), key),
    end: async () => rmSync(root, { recursive: true, force: true }),
  }
}

/** The keys that the server knows. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }

interface S3Server {
  run(): Promise<AddressInfo>
  close(): Promise<void>
  readonly httpServer: Server
}
type S3ServerOptions = Readonly<Record<string, unknown>>

export async function sharedBucket(): Promise<SharedPlace> {
  const S3rver = createRequire(import.meta.url)('s3rver') as new (options: S3ServerOptions) => S3Server
  const directory = mkdtempSync(join(tmpdir(), 'diptych-bucket-'))
  const configureBuckets = [{ name: 'agency' }]
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets })
  const { port } = await server.run()
  return {
    env: { DIPTYCH_STORE: `s3://agency/kept/here?endpoint=http://127.0.0.1:${port}`, ...KEYS },
    entryOf: (key) => {
      const folder = join(directory, 'agency/kept/here')
      return join(folder, readdirSync(folder).find((name) => name.startsWith(key) && !/metadata|md5/.test(name)) ?? key)
    },
    end: async () => {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** A second, empty place for a machine to work in. */
export function emptyRoot(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'diptych-host-'))
  mkdirSync(root, { recursive: true })
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
