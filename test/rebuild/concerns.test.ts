import { describe, expect, it } from 'vitest'
import { concerns } from '../../src/rebuild/concerns.ts'

describe('a page depends on', () => {
  it.each([
    'templates/a/factsheet.yaml',
    'templates/a/page.hbs',
    'templates/a/charts/months.vl.json',
    'templates/a/text/fr.yaml',
    'templates/shared/text/fr.yaml',
    'templates/shared/style.css',
  ])('%s', (path) => {
    expect(concerns(path, ['fr'])).toBe(true)
  })
})

describe('a page does not depend on', () => {
  it.each([
    ['data, which it sees as figures', 'data/a/months.csv'],
    ['the words of another language', 'templates/a/text/nl.yaml'],
    ['what was recorded of a review', 'templates/a/text/fr.reviewed.yaml'],
  ])('%s', (_, path) => {
    expect(concerns(path, ['fr'])).toBe(false)
  })
})
