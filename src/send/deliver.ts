/** The mail server: the only place in which it is spoken to. */
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer'
import type { Envelope } from './composed.ts'
import type { Exchange } from './exchange.ts'
import { messageSource } from './message-source.ts'
import type { SmtpSettings } from './smtp-settings.ts'

export interface Post {
  /** Null when the server can be used: it answers, its certificate is good, the login is right. Otherwise why not. */
  trouble(): Promise<string | null>
  /** Hands over a message. Never throws. */
  deliver(eml: Uint8Array, envelope: Envelope): Promise<Exchange>
  close(): void
}

const SECOND = 1000
/** Milliseconds; a server that filters what it takes may think about a message for minutes. */
const PATIENCE = { connectionTimeout: 30 * SECOND, greetingTimeout: 30 * SECOND, socketTimeout: 300 * SECOND }

export function openPost(settings: SmtpSettings): Post {
  const transport = createTransport(optionsOf(settings))
  // The library reads ahead of what it sends; the source itself is read only when the server has asked for the message.
  transport.use('stream', (mail, done) => {
    mail.message.createReadStream = () => mail.data.raw as ReturnType<typeof mail.message.createReadStream>
    done()
  })
  return {
    trouble: () => transport.verify().then(() => null, reasonOf),
    deliver: async (eml, envelope) => {
      const source = messageSource(eml)
      const position = () => ({ begun: source.begun(), ended: source.ended() })
      try {
        const { response } = await transport.sendMail({ raw: source.stream, envelope: { ...envelope } })
        return { accepted: true, code: null, said: response, aboutMessage: true, ...position() }
      } catch (error) {
        return { ...refusedBy(error as NodemailerError), ...position() }
      }
    },
    close: () => transport.close(),
  }
}

const ABOUT_MESSAGE = ['EENVELOPE', 'EMESSAGE']

const refusedBy = (error: NodemailerError): Omit<Exchange, 'begun' | 'ended'> => ({
  accepted: false,
  code: error.responseCode ?? null,
  said: reasonOf(error),
  aboutMessage: ABOUT_MESSAGE.includes(error.code ?? ''),
})

const reasonOf = (error: NodemailerError): string => error.response ?? error.message

function optionsOf(settings: SmtpSettings): SMTPPoolOptions & { readonly pool: true } {
  const { host, port, tls, login, connections, ca } = settings
  return {
    pool: true,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca && { ca }) },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    maxConnections: connections,
    // It would send again by itself what may have been taken.
    maxRequeues: 0,
    ...PATIENCE,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
