/** The status page on the network: the only place that listens. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { problem, Refusal } from '../problem.ts'
import { type Answering, answering } from './http/answering.ts'
import { type Answer, type Call, LARGEST_BODY } from './http/call.ts'
import { isLoopback } from './http/caller.ts'
import { SHORTEST_TOKEN } from './http/gate.ts'
import { LOCAL_HOST, type Serving, USUAL_PATIENCE } from './http/serving.ts'

export type { Serving } from './http/serving.ts'

export interface Http {
  address(): { readonly host: string; readonly port: number }
  /** Lets what is being answered end, and takes nothing new. */
  close(): Promise<void>
}

/** Milliseconds. */
const IDLE = 5_000
const MOST_CONNECTIONS = 256

/** Listens; throws a Refusal where strangers could see the page, or where nothing can listen. */
export async function openHttp(serving: Serving): Promise<Http> {
  const { host = LOCAL_HOST, names = [], port, patience = USUAL_PATIENCE } = serving
  checkToken(serving.token, host, names)
  const address = () => ({ host, port: (server.address() as AddressInfo | null)?.port ?? port })
  const answer = answering(serving, () => ({ ...address(), names }))
  const limits = { headersTimeout: patience, requestTimeout: patience, connectionsCheckingInterval: patience / 2 }
  const server = createServer(
    { ...limits, keepAliveTimeout: IDLE, maxHeaderSize: LARGEST_BODY },
    (request, response) => {
      void carry(request, response, answer)
    },
  )
  server.maxConnections = MOST_CONNECTIONS
  await listen(server, host, port)
  return { address, close: () => close(server, patience) }
}

function checkToken(token: string | null, host: string, names: readonly string[]): void {
  if (token === null && (!isLoopback(host) || names.length > 0))
    throw new Refusal([problem('http-needs-token', { host, names })])
  if (token !== null && token.length < SHORTEST_TOKEN)
    throw new Refusal([problem('http-token-short', { least: SHORTEST_TOKEN })])
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host: host.replace(/^\[|\]$/g, ''), port })
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new Refusal([problem('http-not-listening', { host, port, code })])
  }
}

async function close(server: Server, patience: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const late = once(AbortSignal.timeout(patience), 'abort').then(() => server.closeAllConnections())
  await Promise.race([closed, late])
}

async function carry(request: IncomingMessage, response: ServerResponse, answer: Answering): Promise<void> {
  // Whoever goes away in the middle of a call gets no answer, and is no failure.
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  send(await answer(callOf(request)), response)
}

function send({ code, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(code, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

const callOf = (request: IncomingMessage): Call => ({
  method: request.method ?? '',
  path: (request.url ?? '').replace(/[?#].*$/s, ''),
  from: request.socket.remoteAddress ?? '',
  header: (name) => request.headers[name]?.toString(),
  body: () => bodyOf(request),
})

/** Nothing as well of whoever went away, or was too slow: no answer reaches them. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > LARGEST_BODY) return null
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString('utf8')
}
