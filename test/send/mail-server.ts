/** A real mail server on this machine. What it does with a message is told by the name in front of the @ of whom it is for. */
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { SmtpSettings } from '../../src/send/smtp-settings.ts'
import { CERTIFICATE, KEY } from './certificate.ts'

export interface Taken {
  readonly to: string
  readonly messageId: string
  readonly eml: Buffer
  /** Milliseconds at which the message was asked for, and taken. */
  readonly begun: number
  readonly at: number
  readonly user: string | undefined
  readonly secure: boolean
}

export interface MailServer {
  readonly settings: SmtpSettings
  readonly taken: Taken[]
  /** Commands of any kind that named somebody. */
  readonly named: string[]
  /** The most that were being handed over at the same time, by domain and in all. */
  readonly most: Map<string, number>
  close(): Promise<void>
}

export const LOGIN = { user: 'stats', password: 'correct horse' }

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const [taken, named, most]: [Taken[], string[], Map<string, number>] = [[], [], new Map()]
  const seen = new Set<string>()
  const active = new Map<string, number>()
  const count = (domain: string, by: number) => {
    for (const key of [domain, 'all']) {
      active.set(key, (active.get(key) ?? 0) + by)
      most.set(key, Math.max(most.get(key) ?? 0, active.get(key) ?? 0))
    }
  }
  const drop = ({ id }: SMTPServerSession) => {
    for (const one of server.connections as Set<{ id: string; _socket: Socket }>)
      if (one.id === id) one._socket.destroy()
  }
  const server: SMTPServer = new SMTPServer({
    key: KEY,
    cert: CERTIFICATE,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _, done) => {
      if (username === LOGIN.user && password === LOGIN.password) done(null, { user: username })
      else done(answer(535, 'wrong name or password'))
    },
    onRcptTo: ({ address }, session, done) => {
      named.push(address)
      const first = !seen.has(address)
      seen.add(address)
      const does = address.replace(/[-@].*/, '')
      if (does === 'drop' && address.startsWith('drop-rcpt')) return drop(session)
      if (does === 'grey' && first) return done(answer(451, `4.7.1 <${address}> greylisted`))
      if (does === 'busy') return done(answer(421, 'too busy'))
      if (does === 'nobody') return done(answer(550, `5.1.1 <${address}> unknown`))
      done()
    },
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const domain = to.replace(/.*@/, '')
      const begun = performance.now()
      const chunks: Buffer[] = []
      count(domain, 1)
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (to.startsWith('drop-data')) drop(session)
      })
      stream.on('end', async () => {
        if (to.startsWith('slow')) await new Promise((resolve) => setTimeout(resolve, 60))
        count(domain, -1)
        if (to.startsWith('full')) return done(answer(452, 'no room'))
        if (to.startsWith('spam')) return done(answer(554, 'not wanted'))
        const eml = Buffer.concat(chunks)
        const messageId = /^message-id: *(<.*?>)/im.exec(eml.toString('latin1'))?.[1] ?? ''
        const user = typeof session.user === 'string' ? session.user : undefined
        taken.push({ to, messageId, eml, begun, at: performance.now(), user, secure: session.secure })
        if (to.startsWith('drop-dot')) return drop(session)
        done()
      })
    },
    ...options,
  })
  // Connections that are dropped on purpose.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const settings: SmtpSettings = {
    host: '127.0.0.1',
    port: (listening.address() as AddressInfo).port,
    tls: 'required',
    login: LOGIN,
    connections: 3,
    perSecond: null,
    domain: { connections: 9, perSecond: null },
    ca: CERTIFICATE,
  }
  return { settings, taken, named, most, close: () => new Promise((done) => server.close(() => done())) }
}
