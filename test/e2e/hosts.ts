/** Machines in a network of their own, on this one: Linux only, and for root only. */
import { execFileSync, spawnSync } from 'node:child_process'

export interface Host {
  /** Command that starts something on it. */
  readonly within: readonly string[]
  /** Takes its cable out, or puts it in again. */
  cut(): void
  mend(): void
}

export interface Network {
  /** Of this machine in it. */
  readonly address: string
  readonly hosts: readonly Host[]
  remove(): void
}

/** Whether networks can be made here. */
export const mayNetwork = process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list']).status === 0

const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })

/** A bridge to which each host is connected by a cable: nothing else leads there. */
export function openNetwork(count: number): Network {
  const { pid } = process
  // For measurements (RFC 2544), so that no real network is hidden.
  const subnet = `198.18.${pid % 256}`
  const [bridge, address] = [`dpb${pid}`, `${subnet}.1`]
  const names = Array.from({ length: count }, (_, at) => ({ space: `diptych-${pid}-${at}`, cable: `dp${at}v${pid}` }))
  const remove = () => {
    // Each by itself: what was not made is not there to be removed, and a cable goes with its host.
    for (const { space } of names) spawnSync('ip', ['netns', 'del', space])
    spawnSync('ip', ['link', 'del', bridge])
  }
  try {
    ip('link', 'add', bridge, 'type', 'bridge')
    ip('addr', 'add', `${address}/24`, 'dev', bridge)
    ip('link', 'set', bridge, 'up')
    for (const [at, { space, cable }] of names.entries()) {
      ip('netns', 'add', space)
      ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space)
      ip('link', 'set', cable, 'master', bridge, 'up')
      ip('-n', space, 'addr', 'add', `${subnet}.${at + 2}/24`, 'dev', 'eth0')
      ip('-n', space, 'link', 'set', 'eth0', 'up')
    }
  } catch (error) {
    remove()
    throw error
  }
  const hosts = names.map(({ space, cable }) => ({
    within: ['ip', 'netns', 'exec', space],
    cut: () => void ip('link', 'set', cable, 'down'),
    mend: () => void ip('link', 'set', cable, 'up'),
  }))
  return { address, hosts, remove }
}
