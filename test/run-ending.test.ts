/** What becomes of a run when its work ends in one way or another, and who hears of it. */
import { describe, expect, it } from 'vitest'
import { type Problem, type ProblemCode, problem, Refusal } from '../src/problem.ts'
import { endingOf } from '../src/run-ending.ts'
import type { Job } from '../src/serve/job.ts'
import { memoryWorld } from './memory-world.ts'
import { at, schedule } from './serve/schedules.ts'

const NOW = at('2021-01-20T06:00:00Z')
const world = { ...memoryWorld({}), now: NOW }
const missing = problem('observation-missing', {
  ...{ file: 'months.csv', table: 'months', column: 'total', dimension: 'period', where: {}, missing: ['2020-12'] },
})
const of = (code: ProblemCode): Problem => ({ code, severity: 'error', message: `about ${code}` })

const job = (over: Partial<Job['run']> = {}, planned: Job['schedule'] = schedule()): Job => ({
  run: {
    ...{ schedule: 'tourism/annual', occurrence: '2021-01-10T05:00:00.000Z', factsheet: 'tourism', edition: '2020' },
    ...{ state: 'running', step: 'build', attempts: 1, notBefore: null, detail: null, claimedBy: 'me' },
    ...{ planned: '2021-01-10T05:00:00.000Z', begun: null, ended: null },
    ...over,
  },
  steps: ['build', 'publish'],
  schedule: planned,
})

const end = (error: unknown, { announced = null as string | null, on = job() } = {}) =>
  endingOf(error, {
    job: on,
    step: 'build',
    announced: announced === null ? null : Temporal.ZonedDateTime.from(announced),
    world,
  })
const detailOf = ({ standing }: Awaited<ReturnType<typeof end>>) => JSON.parse(standing.detail ?? '{}')

describe('data that have not come yet', () => {
  it('are waited for without troubling anybody, and looked for again', async () => {
    const ending = await end(new Refusal([missing]))
    expect(ending.concern).toBeNull()
    expect(ending.standing.state).toBe('waiting-for-data')
    expect(ending.standing.notBefore?.toString()).toBe('2021-01-20T12:00:00Z')
    expect(detailOf(ending).problems).toContain('observation-missing')
  })

  it('are an alarm from a week before the announced day on, and not a minute earlier', async () => {
    const told = async (announced: string) => (await end(new Refusal([missing]), { announced })).concern?.sentence
    expect(await told('2021-01-27T07:01[Europe/Brussels]')).toBeUndefined()
    expect(await told('2021-01-27T07:00[Europe/Brussels]')).toContain(
      'Data are missing, and it is announced for 2021-01-27T07:00 (Europe/Brussels)',
    )
  })

  it('do not hide what is wrong besides', async () => {
    const ending = await end(new Refusal([missing, of('check-failed')]))
    expect([ending.standing.state, ending.standing.notBefore]).toEqual(['failed', null])
    expect(ending.concern).toMatchObject({ grade: 'alarm', about: 'failed' })
  })

  it('wait for a change of files, and no time, when a change of files had asked for them', async () => {
    const { standing } = await end(new Refusal([missing]), { on: job({}, null) })
    expect([standing.state, standing.notBefore]).toEqual(['waiting-for-data', null])
  })
})

describe('what is wrong with a machine or a server', () => {
  it.each(['folder-not-writable', 'smtp-refuses', 'store-unreachable', 'browser-does-not-start'] as const)(
    'is an alarm, and is tried again: %s',
    async (code) => {
      const ending = await end(new Refusal([of(code)]))
      expect(ending.standing).toMatchObject({ state: 'failed', notBefore: NOW.add({ minutes: 1 }) })
      expect(ending.concern?.grade).toBe('alarm')
    },
  )

  it('is tried less and less often, and never given up', async () => {
    const pauses: unknown[] = []
    let detail: string | null = null
    for (let attempt = 0; attempt < 6; attempt++) {
      const { standing } = await end(new Refusal([of('smtp-refuses')]), { on: job({ detail }) })
      pauses.push(standing.notBefore?.since(NOW).total('minutes'))
      detail = standing.detail
    }
    expect(pauses).toEqual([1, 5, 15, 60, 60, 60])
  })

  it('may be why no worker could make an area, which is tried again some times, and then left to a person', async () => {
    const pauses: unknown[] = []
    let detail: string | null = null
    for (let attempt = 0; attempt < 5; attempt++) {
      const refusal = new Refusal([problem('areas-given-up', { areas: ['m1'] })])
      const { standing, concern } = await end(refusal, { on: job({ detail }) })
      pauses.push(standing.notBefore?.since(NOW).total('minutes'))
      expect(concern?.grade).toBe('alarm')
      detail = standing.detail
    }
    expect(pauses).toEqual([1, 5, 15, 60, undefined])
  })
})

describe('a fault of ours', () => {
  it('is tried again four times, and then left to people', async () => {
    const pauses: unknown[] = []
    let detail: string | null = null
    for (let attempt = 0; attempt < 6; attempt++) {
      const { standing, concern } = await end(new Error('not thought of'), { on: job({ detail }) })
      pauses.push(standing.notBefore?.since(NOW).total('minutes') ?? null)
      expect(concern?.sentence).toContain('not thought of')
      detail = standing.detail
    }
    expect(pauses).toEqual([1, 5, 15, 60, null, null])
  })
})
