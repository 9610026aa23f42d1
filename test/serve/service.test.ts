/** Schedules, missed runs, changed files, alarms and the lead, with a clock that is set by hand. */
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { standingAlarms } from '../../src/release/ledger/alarm.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { listRuns, type Run } from '../../src/release/ledger/run.ts'
import { decide } from '../../src/serve/decision.ts'
import type { Ending, Job } from '../../src/serve/job.ts'
import type { Schedule } from '../../src/serve/occurrence.ts'
import { ENGINES } from '../release/ledger/books.ts'
import { at, ended, fakeTrade, handClock, lookAndWait, schedule, served, serviceOn } from './schedules.ts'

const MOVED_ON = { hours: 24 }

describe.each(ENGINES)('a service with its ledger in %s', (_, makeShelf) => {
  const shelf = makeShelf()
  const open: Ledger[] = []
  afterEach(() => Promise.all(open.splice(0).map((one) => one.close())))
  afterAll(() => shelf.clear())

  async function newLedger(place?: string): Promise<Ledger> {
    const ledger = await openLedger(place ?? (await shelf.place()))
    open.push(ledger)
    return ledger
  }

  async function begin(
    start: string,
    schedules: readonly Schedule[],
    perform?: (job: Job) => Ending | Promise<Ending>,
  ) {
    const ledger = await newLedger()
    const clock = handClock(start)
    const fake = fakeTrade({ served: [served({ schedules })], broken: [] }, perform)
    const service = serviceOn(ledger, clock, fake.trade)
    const runs = async () => (await listRuns(ledger, 1000)).toReversed()
    return { ledger, clock, service, runs, ...fake }
  }

  const editions = (runs: readonly Run[]) => runs.map(({ edition, state }) => `${edition} ${state}`)

  it('makes one annual run each year over ten years, each about the year before', async () => {
    const { clock, service, runs, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    while (Temporal.Instant.compare(clock.now(), at('2031-01-01T00:00:00Z')) < 0) {
      await lookAndWait(service)
      clock.pass({ hours: 24 * 12 })
    }
    const years = Array.from({ length: 10 }, (__, index) => 2020 + index)
    expect(editions(await runs())).toEqual(years.map((year) => `${year} done`))
    expect(jobs.map(({ run }) => run.occurrence.slice(0, 16))).toEqual(years.map((year) => `${year + 1}-01-10T05:00`))
  })

  it('owes nothing of the time before it was first served', async () => {
    const { service, runs } = await begin('2021-03-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    expect(await runs()).toEqual([])
  })

  it('after two years without power makes up for the latest occurrence, and records the other', async () => {
    const { ledger, service, runs, state } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    await service.leave()
    const later = handClock('2023-03-01T00:00:00Z')
    const { warnings, ...fake } = fakeTrade(state.definitions)
    const next = serviceOn(ledger, later, fake.trade)
    await lookAndWait(next)
    await lookAndWait(next)
    expect(editions(await runs())).toEqual(['2020 skipped', '2021 skipped', '2022 done'])
    expect(warnings).toEqual([expect.stringContaining('was due at 2023-01-10T05:00:00.000Z, when nothing ran')])
    expect(await standingAlarms(ledger)).toEqual([])
  })

  it('tells once that an occurrence was missed, however often its run is begun', async () => {
    const { ledger, service, state } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    await service.leave()
    const clock = handClock('2023-03-01T00:00:00Z')
    const soon = () => ended('waiting-for-time', { notBefore: clock.now().add({ minutes: 1 }) })
    const { trade, warnings, jobs } = fakeTrade(state.definitions, soon)
    const next = serviceOn(ledger, clock, trade)
    for (let look = 0; look < 4; look++) {
      await lookAndWait(next)
      clock.pass({ minutes: 2 })
    }
    expect(jobs.length).toBeGreaterThan(2)
    expect(warnings).toHaveLength(1)
  })

  it('makes up for all of them, in their order, where the definition says so', async () => {
    const { ledger, service, runs, state } = await begin('2021-01-01T00:00:00Z', [schedule({ missed: 'all' })])
    await lookAndWait(service)
    await service.leave()
    const { trade, jobs } = fakeTrade(state.definitions)
    const next = serviceOn(ledger, handClock('2023-03-01T00:00:00Z'), trade)
    for (let look = 0; look < 3; look++) await lookAndWait(next)
    expect(editions(await runs())).toEqual(['2020 done', '2021 done', '2022 done'])
    expect(jobs.map(({ run }) => run.edition)).toEqual(['2020', '2021', '2022'])
  })

  it('asks where the definition says so, and does what the person says', async () => {
    const { ledger, service, runs, state } = await begin('2021-01-01T00:00:00Z', [schedule({ missed: 'ask' })])
    await lookAndWait(service)
    await service.leave()
    const { trade, jobs, warnings } = fakeTrade(state.definitions)
    const clock = handClock('2023-03-01T00:00:00Z')
    const next = serviceOn(ledger, clock, trade)
    await lookAndWait(next)
    await lookAndWait(next)
    expect(editions(await runs())).toEqual(['2020 skipped', '2021 skipped', '2022 asking'])
    expect(jobs).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('tourism/annual')])
    const [asking] = await listRuns(ledger, 1)
    if (!asking) throw new Error('no run')
    expect(await decide(ledger, asking, 'run', clock.now())).toBe(true)
    await lookAndWait(next)
    expect(editions(await runs()).at(-1)).toBe('2022 done')
    expect(await decide(ledger, asking, 'skip', clock.now())).toBe(false)
    await lookAndWait(next)
    expect(await standingAlarms(ledger)).toEqual([])
  })

  it('begins anew when a pattern is written otherwise', async () => {
    const { clock, service, runs, state } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    clock.passTo('2021-01-20T00:00:00Z')
    state.definitions = { served: [served({ schedules: [schedule({ cron: '0 6 15 1 *' })] })], broken: [] }
    await lookAndWait(service)
    expect(await runs()).toEqual([])
    clock.passTo('2022-01-15T05:00:00Z')
    await lookAndWait(service)
    expect(editions(await runs())).toEqual(['2021 done'])
  })

  it('goes on when data come that a run waits for', async () => {
    let here = false
    const perform = () => (here ? ended('done') : ended('waiting-for-data'))
    const { clock, service, runs, state, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()], perform)
    await lookAndWait(service)
    clock.passTo('2021-01-10T05:00:00Z')
    await lookAndWait(service)
    await lookAndWait(service)
    expect(editions(await runs())).toEqual(['2020 waiting-for-data'])
    expect(jobs).toHaveLength(1)
    here = true
    state.fingerprint = 'with the data of December'
    // The first look sees a change, the second that it has come to rest.
    for (let look = 0; look < 4; look++) await lookAndWait(service)
    expect(editions(await runs())).toEqual(['2020 done', '2020 done'])
    expect((await runs()).map((run) => run.schedule).toSorted()).toEqual(['tourism/annual', 'tourism/changed/2020'])
  })

  it('looks again by itself at the time that a run has named', async () => {
    const hours: string[] = []
    const { clock, service } = await begin('2021-01-01T00:00:00Z', [schedule()], () => {
      hours.push(clock.now().toString())
      return ended('waiting-for-data', { notBefore: clock.now().add({ hours: 6 }) })
    })
    await lookAndWait(service)
    for (const moment of ['2021-01-10T05:00:00Z', '2021-01-10T10:59:59Z', '2021-01-10T11:00:00Z']) {
      clock.passTo(moment)
      await lookAndWait(service)
    }
    expect(hours).toEqual(['2021-01-10T05:00:00Z', '2021-01-10T11:00:00Z'])
  })

  it('notices files that were changed while nothing ran, and does what the definition says of each edition', async () => {
    const { ledger, service, state, runs } = await begin('2021-01-01T00:00:00Z', [])
    await lookAndWait(service)
    await service.leave()
    const later = fakeTrade(state.definitions)
    later.state.fingerprint = 'corrected'
    later.state.editions = ['2019', '2020']
    const next = serviceOn(ledger, handClock('2021-02-01T00:00:00Z'), later.trade)
    for (let look = 0; look < 4; look++) await lookAndWait(next)
    expect(editions(await runs()).toSorted()).toEqual(['2019 done', '2020 done'])
    expect(later.jobs.map(({ steps, schedule: none }) => [steps, none])).toEqual([
      [['build'], null],
      [['build'], null],
    ])
  })

  it('lets what waits after one change be followed by what the next one brings', async () => {
    const { clock, service, state, runs } = await begin('2021-01-01T00:00:00Z', [], () => ended('waiting-for-approval'))
    for (const fingerprint of ['as it was', 'corrected', 'corrected again']) {
      state.fingerprint = fingerprint
      for (let look = 0; look < 3; look++) await lookAndWait(service)
      clock.pass({ minutes: 1 })
    }
    expect(editions(await runs())).toEqual(['2020 skipped', '2020 waiting-for-approval'])
  })

  it('tells an alarm once, again when it could not be told, and ends it when a later run goes well', async () => {
    let fine = false
    const failing: Ending = { ...ended('failed'), concern: { grade: 'alarm', about: 'failed', sentence: 'It broke.' } }
    const begun = await begin('2021-01-01T00:00:00Z', [schedule({ cron: '0 * * * *', edition: '2020' })], () =>
      fine ? ended('done') : failing,
    )
    const { ledger, clock, service, warnings, state } = begun
    await lookAndWait(service)
    state.reachable = false
    clock.pass({ hours: 1 })
    for (let look = 0; look < 3; look++) await lookAndWait(service)
    expect(warnings).toEqual([])
    state.reachable = true
    for (let hour = 0; hour < 3; hour++) {
      await lookAndWait(service)
      clock.pass({ hours: 1 })
      await lookAndWait(service)
    }
    expect(warnings).toEqual(['tourism 2020: It broke.'])
    fine = true
    clock.pass({ hours: 1 })
    await lookAndWait(service)
    expect(await standingAlarms(ledger)).toEqual([])
  })

  it('tells an alarm anew when it says something else', async () => {
    let sentence = 'Line 3 is wrong.'
    const begun = await begin('2021-01-01T00:00:00Z', [schedule({ cron: '0 * * * *', edition: '2020' })], () => ({
      ...ended('failed'),
      concern: { grade: 'alarm', about: 'failed', sentence },
    }))
    const { clock, service, warnings } = begun
    await lookAndWait(service)
    for (const next of ['Line 3 is wrong.', 'Line 3 is wrong.', 'Line 9 is wrong.']) {
      sentence = next
      clock.pass({ hours: 1 })
      // The second look tells what a run said that ended after the first had told everything.
      for (let look = 0; look < 2; look++) await lookAndWait(service)
    }
    expect(warnings).toEqual(['tourism 2020: Line 3 is wrong.', 'tourism 2020: Line 9 is wrong.'])
  })

  it('tells once what two runs of an edition have to say in the same words', async () => {
    const waiting: Ending = {
      ...ended('waiting-for-approval'),
      concern: { grade: 'notice', about: 'approval', sentence: 'Version 2 waits for an approval.' },
    }
    const twice = ['first', 'second'].map((id) => schedule({ id: `tourism/${id}`, cron: '0 * * * *', edition: '2020' }))
    const { ledger, clock, service, warnings, runs } = await begin('2021-01-01T00:00:00Z', twice, () => waiting)
    await lookAndWait(service)
    clock.pass({ hours: 1 })
    for (let look = 0; look < 4; look++) await lookAndWait(service)
    expect(editions(await runs())).toEqual(['2020 waiting-for-approval', '2020 waiting-for-approval'])
    expect(warnings).toEqual(['tourism 2020: Version 2 waits for an approval.'])
    expect((await standingAlarms(ledger)).map(({ told }) => told === null)).toEqual([false, false])
  })

  it('looks once more before it tells of a failure that came while files were being written', async () => {
    const failing: Ending = { ...ended('failed'), concern: { grade: 'alarm', about: 'failed', sentence: 'It broke.' } }
    const hourly = [schedule({ cron: '0 * * * *', edition: '2020' })]
    let outcomes = [failing, ended('done')]
    const begun = await begin('2021-01-01T00:00:00Z', hourly, () => {
      begun.state.fingerprint = `with ${outcomes.length} to come`
      return outcomes.shift() ?? failing
    })
    const { clock, service, warnings, state, jobs } = begun
    state.editions = []
    await lookAndWait(service)
    clock.pass({ hours: 1 })
    for (let look = 0; look < 4; look++) await lookAndWait(service)
    expect([jobs.length, warnings]).toEqual([2, []])
    outcomes = [failing, failing, failing]
    clock.pass({ hours: 1 })
    // Until it is told, in the look that finds it failed or in the next: each change of files after that makes it fail anew.
    for (let look = 0; look < 4 && warnings.length === 0; look++) await lookAndWait(service)
    expect(warnings).toEqual(['tourism 2020: It broke.'])
  })

  it('raises an alarm for a definition that cannot be read, and goes on with the others', async () => {
    const { ledger, clock, service, state, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    state.definitions = { ...state.definitions, broken: [{ factsheet: 'trade', sentence: 'line 3 is wrong' }] }
    clock.passTo('2021-01-10T05:00:00Z')
    await lookAndWait(service)
    expect(jobs).toHaveLength(1)
    expect((await standingAlarms(ledger)).map(({ key }) => key)).toEqual(['definition trade'])
    state.definitions = {
      served: [...state.definitions.served, served({ factsheet: 'trade', schedules: [] })],
      broken: [],
    }
    clock.pass(MOVED_ON)
    await lookAndWait(service)
    expect(await standingAlarms(ledger)).toEqual([])
  })

  it('begins nothing while the clock jumps, and says so', async () => {
    const { ledger, clock, service, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    clock.jump({ hours: 24 * 400 })
    await lookAndWait(service)
    expect(jobs).toEqual([])
    expect((await standingAlarms(ledger)).map(({ key }) => key)).toEqual(['clock'])
    clock.jump({ hours: -24 * 400 })
    await lookAndWait(service)
    clock.pass({ minutes: 6 })
    await lookAndWait(service)
    expect(jobs).toEqual([])
    expect(await standingAlarms(ledger)).toEqual([])
    clock.passTo('2021-01-10T05:00:00Z')
    await lookAndWait(service)
    expect(jobs).toHaveLength(1)
  })

  it('begins nothing when the clock jumps before it has looked even once', async () => {
    const { clock, service, ledger, jobs, trade } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    await service.leave()
    const next = serviceOn(ledger, clock, trade)
    clock.jump({ hours: 24 * 400 })
    await lookAndWait(next)
    expect(jobs).toEqual([])
    expect((await standingAlarms(ledger)).map(({ key }) => key)).toEqual(['clock'])
  })

  it('goes on after a jump that stays', async () => {
    const { clock, service, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    clock.jump({ hours: 24 * 10 })
    await lookAndWait(service)
    clock.pass({ minutes: 6 })
    await lookAndWait(service)
    expect(jobs).toHaveLength(1)
  })

  it('is led by one process, and by the next when that is silent', async () => {
    const { ledger, clock, service, state, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    const other = fakeTrade(state.definitions)
    const second = serviceOn(ledger, clock, other.trade)
    expect(await service.look()).toBe('leading')
    expect(await second.look()).toBe('standing-by')
    clock.passTo('2021-01-10T05:00:00Z')
    await Promise.all([lookAndWait(service), lookAndWait(second)])
    expect([...jobs, ...other.jobs]).toHaveLength(1)
    clock.pass({ seconds: 31 })
    expect(await second.look()).toBe('leading')
    expect(await service.look()).toBe('standing-by')
  })

  it('goes on with what a process had in hand that is silent, from the step that it had come to', async () => {
    const never = new Promise<Ending>(() => undefined)
    const { ledger, clock, service, state, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()], () => never)
    await service.look()
    clock.passTo('2021-01-10T05:00:00Z')
    await service.look()
    await expect.poll(() => jobs.length).toBe(1)
    clock.pass({ seconds: 31 })
    const next = fakeTrade(state.definitions)
    await lookAndWait(serviceOn(ledger, clock, next.trade))
    expect(next.jobs.map(({ run }) => [run.edition, run.attempts])).toEqual([['2020', 2]])
  })

  it('gives back what is in hand, and the lead, when it leaves', async () => {
    const never = new Promise<Ending>(() => undefined)
    const { ledger, clock, service, state, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()], () => never)
    await service.look()
    clock.passTo('2021-01-10T05:00:00Z')
    await service.look()
    await expect.poll(() => jobs.length).toBe(1)
    await service.leave()
    const next = fakeTrade(state.definitions)
    await lookAndWait(serviceOn(ledger, clock, next.trade))
    expect(next.jobs).toHaveLength(1)
  })

  it('takes nothing new while it drains', async () => {
    const { clock, service, jobs } = await begin('2021-01-01T00:00:00Z', [schedule()])
    await lookAndWait(service)
    await service.drain()
    clock.passTo('2021-01-10T05:00:00Z')
    expect(await service.look()).toBe('draining')
    expect(jobs).toEqual([])
  })
})
