/** Writes to whoever looks after a factsheet, over the mail server that the environment names. */
import { maskAddress } from './release/ledger/address.ts'
import { openPost, type Post } from './send/deliver.ts'
import { composeWarning, type Warning } from './send/warning.ts'
import { smtpSettings } from './sending.ts'
import type { World } from './world.ts'

/** How the outcome is told. */
type Say = (line: string) => void

/** `logged`: there is nobody to write to, or no mail server; `failed`: it may be taken another time. */
export type Told = 'mailed' | 'logged' | 'failed'

/** Says it in the log, and writes to everybody whom the definition names. */
export async function warn(
  about: Omit<Warning, 'to' | 'moment'>,
  to: readonly string[],
  world: World,
  say: Say,
): Promise<Told> {
  say(about.text)
  const settings = to.length > 0 ? await smtpSettings(world) : null
  if (!settings) return 'logged'
  const post = openPost(settings)
  try {
    const taken: boolean[] = []
    for (const one of to) taken.push(await hand({ ...about, to: one, moment: world.now }, post, say))
    return taken.some((one) => one) ? 'mailed' : 'failed'
  } finally {
    post.close()
  }
}

/** One address that is refused must not keep the others from being told once only. */
async function hand(warning: Warning, post: Post, say: Say): Promise<boolean> {
  const { eml, envelope } = await composeWarning(warning)
  const { accepted, said } = await post.deliver(eml, envelope)
  if (!accepted) say(`${maskAddress(warning.to)} could not be told: ${said}`)
  return accepted
}
