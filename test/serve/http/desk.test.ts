import { describe, expect, it } from 'vitest'
import { openDesk } from '../../../src/serve/http/desk.ts'
import { serving } from '../serving.ts'
import { EMPTY } from '../statuses.ts'

describe('how everything stands', () => {
  it('is read once for all who ask at the same time, and anew for the next', async () => {
    let reads = 0
    const status = async () => {
      reads++
      return EMPTY
    }
    const desk = openDesk(serving({ status }))
    expect(await Promise.all([desk.reading(), desk.reading(), desk.reading()])).toEqual([EMPTY, EMPTY, EMPTY])
    expect(reads).toBe(1)
    await desk.reading()
    expect(reads).toBe(2)
  })
})
