/** Workers on machines of their own, one of which is cut off from the others in the middle of its work, and comes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agency, holdWithin, inHandOf, openAgency, untilWith } from '../e2e/agency.ts'
import { mayNetwork, type Network, openNetwork } from '../e2e/hosts.ts'
import { end, type Standing } from '../e2e/standing.ts'
import { type PostgresServer, startPostgres } from '../release/ledger/postgres-server.ts'

const WHY = mayNetwork ? '' : ' (skipped: only root may make networks, with the command `ip`)'
const TEXT = 'templates/libraries/text/nl.yaml'
const until = untilWith(expect)
const count = ({ said }: Standing) => said().split(' pages made').length - 1

let network: Network | undefined
let server: PostgresServer | undefined
let agency: Agency | undefined

describe.skipIf(!mayNetwork)(`a worker that is cut off${WHY}`, () => {
  beforeAll(async () => {
    network = openNetwork(2)
    server = await startPostgres(network.address)
    agency = await openAgency({ database: await server.database(), areas: 8, steps: '[build]' })
  })
  afterAll(async () => {
    await agency?.close()
    await server?.stop()
    network?.remove()
  })

  it('loses what it has in hand to others, does nothing twice, and works on when it is back', async () => {
    const [here, there] = network?.hosts ?? []
    if (!agency || !here || !there) throw new Error('nothing was made')
    const { project } = agency
    const [cutOff, other] = [agency.work(here.within), agency.work(there.within)]
    await until(() => [cutOff, other].filter(({ said }) => said().includes('Cores: '))).toHaveLength(2)
    agency.serve()
    await holdWithin(cutOff, () => agency && inHandOf(cutOff, agency))
    const left = await inHandOf(cutOff, agency)
    here.cut()
    cutOff.process.kill('SIGCONT')
    const state = async () => (await agency?.run())?.state
    await until(state).toBe('done')
    const tasks = await agency.tasks()
    expect(tasks.map((one) => [one.state, one.attempts])).toEqual(
      tasks.map(({ key }) => ['done', left?.includes(key) ? 2 : 1]),
    )
    here.mend()
    expect(await end(other, 'SIGTERM')).toBe(0)
    const before = count(cutOff)
    // It finds its way back when the network tries again; until then, others do all that there is.
    for (let edition = 0; count(cutOff) <= before + 1; edition++) {
      project.edit(TEXT, /^title: .*$/m, `title: "Uitleningen ${named(edition)} in {area} in {edition}"`)
      const known = (await agency.tasks()).length
      await until(async () => (await agency?.tasks())?.filter((one) => one.state === 'done').length).toBe(known + 8)
    }
    const all = await agency.tasks()
    expect(all.map((one) => [one.state, one.attempts])).toEqual(
      all.map(({ key }) => ['done', left?.includes(key) ? 2 : 1]),
    )
    expect(await end(cutOff, 'SIGTERM')).toBe(0)
  }, 400_000)
})

/** Another word each time, and always as long: a title that grew would not fit any more. */
const named = (edition: number) =>
  [Math.floor(edition / 26) % 26, edition % 26].map((at) => String.fromCharCode(97 + at)).join('')
