import { describe, expect, it } from 'vitest'
import { type Exchange, isRefusal, isSilence, judgeExchange } from '../../src/send/exchange.ts'
import { later } from '../release/ledger/books.ts'

const RETRY = { attempts: 5, first: 300_000, longest: 3_600_000 }
const exchange = (over: Partial<Exchange>): Exchange => ({
  ...{ accepted: false, code: null, said: 'x', aboutMessage: true, begun: true, ended: false },
  ...over,
})
const judge = (over: Partial<Exchange>, attempts = 1) => judgeExchange(exchange(over), attempts, later(0), RETRY)

describe('an exchange', () => {
  it.each([
    ['taken', { accepted: true, ended: true }, 'sent'],
    ['refused for now', { code: 451 }, 'deferred'],
    ['refused for now after all of it', { code: 452, ended: true }, 'deferred'],
    ['refused for good', { code: 550, begun: false }, 'bounced'],
    ['refused for good after all of it', { code: 554, ended: true }, 'bounced'],
    ['broken off before it began', { begun: false }, 'deferred'],
    ['broken off in the middle', {}, 'deferred'],
    ['broken off after all of it', { ended: true }, 'unknown'],
    ['answered with what is neither yes nor no', { code: 250, ended: true }, 'unknown'],
  ] as const)('that was %s', (_, over, state) => expect(judge(over).state).toBe(state))

  it('that is put off waits twice as long each time, up to a longest time', () => {
    const waits = [1, 2, 3, 4].map((attempts) => {
      const outcome = judge({ code: 451 }, attempts)
      return outcome.state === 'deferred' ? outcome.notBefore.since(later(0)).total('minutes') : null
    })
    expect(waits).toEqual([5, 10, 20, 40])
    expect(judge({ code: 451 }, 5).state).toBe('bounced')
  })

  it('does not bounce for what is wrong with the login or the server', () => {
    expect(judge({ code: 554, aboutMessage: false }).state).toBe('deferred')
    expect(judge({ code: 530 }).state).toBe('deferred')
    const ones = [
      { code: 554, aboutMessage: false },
      { code: 535 },
      { code: 550 },
      { code: 451, aboutMessage: false },
      {},
    ]
    expect(ones.map((one) => isRefusal(exchange(one)))).toEqual([true, true, false, false, false])
  })

  it('is silence only when nothing was said and nothing begun', () => {
    expect(isSilence(exchange({ begun: false }))).toBe(true)
    expect(isSilence(exchange({}))).toBe(false)
    expect(isSilence(exchange({ begun: false, code: 421 }))).toBe(false)
  })

  it('that is unknown stays so after any number of attempts', () =>
    expect(judge({ ended: true }, 99).state).toBe('unknown'))

  it('keeps a long answer short', () => expect(judge({ code: 550, said: 'y'.repeat(9999) }).response).toHaveLength(500))
})
