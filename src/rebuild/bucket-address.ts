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
  const options = url && optionsOf(url.searchParams)
  if (!url || !options || !isBucket(url)) throw unclear(given)
  const { region, endpoint, tls } = options
  if (endpoint.protocol === 'http:' && tls !== 'off' && !LOOPBACK.test(endpoint.hostname))
    throw new Refusal([problem('store-in-clear', { host: endpoint.host })])
  const place = [url.hostname, ...url.pathname.split('/').filter((one) => one !== '')].join('/')
  return { url: `${endpoint.origin}/${place}`, region, name: `${place} at ${endpoint.host}` }
}

/** A password may stand in it. */
const unclear = (given: string) =>
  new Refusal([problem('store-url-unclear', { url: given.replace(/\/\/.*@/s, '//…@').replace(/\?.*/s, '?…') })])

const areEmpty = (...parts: readonly string[]): boolean => parts.every((one) => one === '')

const isBucket = ({ protocol, hostname, pathname, username, password, port, hash }: URL): boolean =>
  protocol === 's3:' && BUCKET.test(hostname) && PREFIX.test(pathname) && areEmpty(username, password, port, hash)

/** Null when one of them says what we do not know. */
function optionsOf(params: URLSearchParams): { region: string; endpoint: URL; tls: string } | null {
  const { region = ANY_REGION, endpoint: named, tls = '', ...unknown } = Object.fromEntries(params)
  const endpoint = endpointAt(named ?? `https://s3.${region}.amazonaws.com`)
  const known = Object.keys(unknown).length === 0 && REGION.test(region) && ['', 'off'].includes(tls)
  return known && endpoint ? { region, endpoint, tls } : null
}

function endpointAt(named: string): URL | null {
  const url = URL.canParse(named) ? new URL(named) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') return null
  return areEmpty(url.username, url.password, url.search, url.hash) ? url : null
}
