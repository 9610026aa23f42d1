/** Who we are to an S3 server. Keys come from the environment or from a file that is closed to others, and go nowhere else. */
import { readPrivateFile } from '../private.ts'
import { problem, Refusal } from '../problem.ts'
import type { World } from '../world.ts'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const FILE = 'DIPTYCH_STORE_CREDENTIALS'

/** Those of the file, where one is named; throws a Refusal when there are none. `store` is what the bucket is called. */
export async function readCredentials(store: string, env: World['env']): Promise<Credentials> {
  const path = env[FILE]
  const given = path ? valuesIn(await secretText(path)) : env
  const [accessKeyId, secretAccessKey] = [given['AWS_ACCESS_KEY_ID'], given['AWS_SECRET_ACCESS_KEY']]
  if (!accessKeyId || !secretAccessKey) throw new Refusal([problem('store-credentials-missing', { store })])
  const sessionToken = given['AWS_SESSION_TOKEN']
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
}

async function secretText(path: string): Promise<string> {
  const found = await readPrivateFile(path)
  if ('text' in found) return found.text
  const code = found.refused === 'missing' ? 'secret-file-missing' : 'secret-file-open'
  throw new Refusal([problem(code, { variable: FILE, path })])
}

/** `name = value`, in capitals or as `~/.aws/credentials` writes them. */
function valuesIn(text: string): World['env'] {
  const lines = [...text.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(\S+)[ \t]*\r?$/gm)]
  return Object.fromEntries(lines.map(([, name = '', value]) => [name.toUpperCase(), value]))
}
