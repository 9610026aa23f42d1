import { describe, expect, it } from 'vitest'
import { nearest, suggest } from '../src/problem.ts'

describe('the nearest word', () => {
  it('is one that differs in a few letters', () => {
    expect(nearest('stile', ['style', 'locale'])).toBe('style')
  })

  it('is none for a word that is far from all', () => {
    expect(nearest('season', ['year', 'station'])).toBeUndefined()
  })

  it('is none for a single letter, which is one step away from every other', () => {
    expect(nearest('X', ['A', 'B'])).toBeUndefined()
    expect(suggest('X', ['A', 'B'])).toBe('there is: A, B')
  })
})
