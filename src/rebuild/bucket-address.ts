/** Where a bucket is, as `s3://bucket/prefix?endpoint=https://…&region=…` says it. */
import { problem, Refusal } from '../problem.ts'

export interface BucketAddress {
  /** Without a slash at its end. */
  readonly url: string
  readonly region: string
  /** What it is called in problems. */
  readonly name: string
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const PREFIX = /^[\w./-]*$/
const REGION = /^[a-z0-9-]+$/
/** What S3 servers that have no regions are content with. */
const ANY_REGION = 'us-east-1'
const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/** Throws a Refusal when it is not clear, or when others could read on the way. */
export function bucketAt(given: string): BucketAddress {
  const url = URL.canParse(given) ? new URL(given) : null
  const asked = url && optionsOf(url)
  if (
    !url ||
    !asked ||
    url.protocol !== 's3:' ||
    !BUCKET.test(url.hostname) ||
    !PREFIX.test(url.pathname) ||
    hasMore(url)
  )
    throw unclear(given)
  const { region, endpoint, tls } = asked
  if (endpoint.protocol === 'http:' && tls !== 'off' && !LOOPBACK.test(endpoint.hostname))
    throw new Refusal([problem('store-in-clear', { host: endpoint.host })])
  const place = [url.hostname, ...url.pathname.split('/').filter((one) => one !== '')].join('/')
  return { url: `${endpoint.origin}/${place}`, region, name: `${place} at ${endpoint.host}` }
}

/** A password may stand in it. */
const unclear = (given: string) =>
  new Refusal([problem('store-url-unclear', { url: given.replace(/\/\/.*@/s, '//…@').replace(/\?.*/s, '?…') })])

const hasMore = ({ username, password, port, hash }: URL) => [username, password, port, hash].some((one) => one !== '')

/** Null when one of them says what we do not know. */
function optionsOf({ searchParams }: URL): { region: string; endpoint: URL; tls: string | null } | null {
  if ([...searchParams.keys()].some((one) => !['endpoint', 'region', 'tls'].includes(one))) return null
  const region = searchParams.get('region') ?? ANY_REGION
  const named = searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`
  const endpoint = URL.canParse(named) ? new URL(named) : null
  const tls = searchParams.get('tls')
  if (!endpoint || !/^https?:$/.test(endpoint.protocol) || endpoint.pathname !== '/' || endpoint.search) return null
  if (
    endpoint.username ||
    endpoint.password ||
    endpoint.hash ||
    !REGION.test(region) ||
    (tls !== null && tls !== 'off')
  )
    return null
  return { region, endpoint, tls }
}
