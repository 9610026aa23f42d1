/** One call of the status page and its answer, as plain data: `http.ts` carries both over the network. */
import { createHash } from 'node:crypto'
import type { Page } from '../page/frame.ts'

export interface Call {
  readonly method: string
  /** As it was sent, without what follows a question mark. */
  readonly path: string
  /** Address of the machine that calls, or of the proxy between. */
  readonly from: string
  header(name: string): string | undefined
  /** Null when it is larger than a form can be. */
  body(): Promise<string | null>
}

export interface Answer {
  readonly code: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Bytes. */
export const LARGEST_BODY = 16_384

/**
 * `same-origin`, and not `no-referrer`: with that, browsers send `Origin: null` with the page's own forms (Fetch standard,
 * "append a request `Origin` header"), which could not be told from those of others.
 */
const SAFE: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

type Headers = Readonly<Record<string, string>>

export const textAnswer = (code: number, body: string, type: string, headers: Headers = {}): Answer => ({
  code,
  headers: { ...SAFE, 'Content-Type': type, ...headers },
  body,
})

export const jsonAnswer = (code: number, body: object, headers: Headers = {}): Answer =>
  textAnswer(code, `${JSON.stringify(body)}\n`, 'application/json; charset=utf-8', headers)

/** Only the page's own style sheet counts, and its forms lead nowhere else. */
export function pageAnswer(code: number, { html, style }: Page, headers: Headers = {}): Answer {
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
  return textAnswer(code, html, 'text/html; charset=utf-8', { 'Content-Security-Policy': policy, ...headers })
}

/** A file that the tool wrote earlier: what it holds may be looked at, and do nothing. */
export function sheetAnswer(bytes: Uint8Array): Answer {
  // Its own policy, which stands in it, names its style sheet by hash: both apply.
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
  const headers = { ...SAFE, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }
  return { code: 200, headers, body: bytes }
}

/** To one of the page's own addresses, none of which comes from the caller. */
export const goTo = (path: '/' | '/sign-in', headers: Headers = {}): Answer => ({
  code: 303,
  headers: { ...SAFE, Location: path, ...headers },
  body: '',
})
