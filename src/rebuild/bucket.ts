/** A shared store in an S3-compatible bucket: the only file that asks anything over HTTP. */
import { sha256 } from '../keep.ts'
import type { BucketAddress } from './bucket-address.ts'
import type { Credentials } from './credentials.ts'
import { type Shelf, unreachable } from './shelf.ts'

/** Milliseconds until each further attempt. */
const PAUSES = [200, 1000, 4000]
/** Milliseconds that an answer may take. */
const PATIENCE = 30_000
/** Bytes a millisecond that a slow line still carries. */
const SLOWEST = 100

interface Answer {
  /** 0 when there was none. */
  readonly status: number
  readonly body: Uint8Array
  /** What the server, or the system, calls what went wrong. */
  readonly reason: string
}

export function openBucket(
  address: BucketAddress,
  credentials: Credentials,
  pause: (milliseconds: number) => Promise<unknown>,
): Shelf {
  const ask = async (method: 'GET' | 'PUT', key: string, body?: Uint8Array): Promise<Answer> => {
    let answer = await askOnce(method, key, body)
    for (const wait of PAUSES) {
      if (!mayPass(answer)) break
      await pause(wait)
      answer = await askOnce(method, key, body)
    }
    return answer
  }
  const askOnce = async (method: 'GET' | 'PUT', key: string, body?: Uint8Array): Promise<Answer> => {
    const { AwsV4Signer } = await import('aws4fetch')
    const headers = { 'X-Amz-Content-Sha256': sha256(body ?? '') }
    const order = { ...credentials, service: 's3', region: address.region, method, headers }
    const signed = await new AwsV4Signer({ ...order, url: `${address.url}/${key}` }).sign()
    const sending = {
      method,
      headers: signed.headers,
      signal: AbortSignal.timeout(PATIENCE + Math.ceil((body?.length ?? 0) / SLOWEST)),
      // What is signed for one server is not carried to another.
      redirect: 'manual' as const,
      ...(body && { body: new Uint8Array(body) }),
    }
    return fetch(signed.url, sending).then(heard).catch(unheard)
  }
  return {
    async read(key) {
      const { status, body, reason } = await ask('GET', key)
      if (status === 200) return body
      if (status === 404 && reason !== 'NoSuchBucket') return null
      throw unreachable(address.name, reason)
    },
    async write(key, entry) {
      const { status, reason } = await ask('PUT', key, entry)
      if (status < 200 || status > 299) throw unreachable(address.name, reason)
    },
  }
}

/** Whether another attempt may go better. */
const mayPass = ({ status }: Answer) => status === 0 || status === 429 || status >= 500

async function heard(answer: Response): Promise<Answer> {
  const { status } = answer
  const body = new Uint8Array(await answer.arrayBuffer())
  const code = answer.ok ? undefined : /<Code>(\w{1,64})<\/Code>/.exec(new TextDecoder().decode(body))?.[1]
  return { status, body, reason: code ?? `HTTP ${status}` }
}

/** No answer, or half of one. */
function unheard({ name, cause }: Error): Answer {
  const { code = name } = (cause ?? {}) as NodeJS.ErrnoException
  return { status: 0, body: new Uint8Array(), reason: code }
}
