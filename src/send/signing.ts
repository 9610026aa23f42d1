/** The key that messages are signed with: from a file that nobody else can read, named in the environment. */
import { createPrivateKey } from 'node:crypto'
import { readPrivateFile } from '../private.ts'
import { problem, type Tell } from '../problem.ts'
import { domainOf } from '../release/ledger/address.ts'
import type { MailSpec } from './definition.ts'
import type { Signing } from './stationery.ts'

const VARIABLE = 'DIPTYCH_DKIM_KEY'

/** Null when messages are not signed; a key that cannot be used is told, and is never printed. */
export async function readSigning(
  { dkim, from }: MailSpec,
  env: Readonly<Record<string, string | undefined>>,
  tell: Tell,
): Promise<Signing | null> {
  const path = env[VARIABLE]
  if (!path) {
    if (dkim) tell(problem('dkim-missing', {}))
    return null
  }
  if (!dkim) {
    tell(problem('dkim-not-defined', {}))
    return null
  }
  const key = await readKey(path, tell)
  return key === null ? null : { domain: dkim.domain ?? domainOf(from), selector: dkim.selector, key }
}

async function readKey(path: string, tell: Tell): Promise<string | null> {
  const found = await readPrivateFile(path)
  if ('refused' in found) {
    tell(problem(found.refused === 'missing' ? 'dkim-key-unreadable' : 'dkim-key-open', { path }))
    return null
  }
  if (isRsaKey(found.text)) return found.text
  tell(problem('dkim-not-a-key', { path }))
  return null
}

function isRsaKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
