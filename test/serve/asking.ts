/** Calls as any program can make them, with heads that a browser would not let a page set. */
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { TOKEN } from './serving.ts'

export interface Heard {
  readonly code: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends the path as it is written, without making it shorter. */
export function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ code: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() })
      })
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** The heads of a form that the page itself sends. */
export const own = (port: number): Record<string, string> => ({
  Origin: `http://127.0.0.1:${port}`,
  'Sec-Fetch-Site': 'same-origin',
  'Content-Type': 'application/x-www-form-urlencoded',
})

export const post = (
  port: number,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) =>
  ask(port, path, { method: 'POST', headers: { ...own(port), ...headers }, body: String(new URLSearchParams(fields)) })

export interface SignedIn {
  /** For the head `Cookie`. */
  readonly cookie: string
  readonly csrf: string
}

export async function signIn(port: number, headers: Record<string, string> = {}): Promise<SignedIn> {
  const { code, headers: heads, text } = await post(port, '/sign-in', { token: TOKEN }, headers)
  if (code !== 303) throw new Error(`not signed in: ${code} ${text.slice(-300)}`)
  const [cookie = ''] = (heads['set-cookie']?.[0] ?? '').split(';')
  const page = await ask(port, '/', { headers: { ...headers, Cookie: cookie } })
  return { cookie, csrf: /name="csrf" value="(\w+)"/.exec(page.text)?.[1] ?? '' }
}

/** Writes a piece of a call and nothing more; what came back when the server ended the connection. */
export function stall(port: number, piece: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => void socket.write(piece))
    socket.on('data', (chunk) => {
      heard += chunk
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', reject)
  })
}
