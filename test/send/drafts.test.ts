import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/release/ledger/delivery.ts'
import { draftsOf } from '../../src/send/drafts.ts'
import { prepareWith } from './errands.ts'

const delivery = (recipient: string) => ({ recipient, version: 1, address: `${recipient}@a.example` }) as Delivery
const [ann, bob, eve] = [delivery('ann'), delivery('bob'), delivery('eve')]

describe('messages composed ahead', () => {
  const asked: string[] = []
  const drafts = draftsOf((one) => {
    asked.push(one.recipient)
    return one === eve ? Promise.reject(new Error('no letter')) : prepareWith(10)(one)
  }, 2)

  it('are those that come next, one at a time, and no more than there is room for', () => {
    for (let times = 0; times < 4; times++) drafts.ahead([ann, bob, eve])
    expect(asked).toEqual(['ann', 'bob'])
  })

  it('are not composed again when their turn comes, and make room for others', async () => {
    expect((await drafts.take(ann)).envelope.to).toBe('ann@a.example')
    drafts.ahead([bob, eve])
    expect(asked).toEqual(['ann', 'bob', 'eve'])
  })

  it('tell what went wrong to whoever takes them', async () => {
    await expect(drafts.take(eve)).rejects.toThrow('no letter')
  })

  it('may as well be composed when they are taken', async () => {
    expect((await drafts.take(ann)).envelope.to).toBe('ann@a.example')
    expect(asked).toEqual(['ann', 'bob', 'eve', 'ann'])
  })
})
