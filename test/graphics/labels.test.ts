import { beforeAll, describe, expect, it } from 'vitest'
import { joined, rowLabel, rowName, wrapText } from '../../src/graphics/labels.ts'
import { figuresOf, type Kit, readKit } from './model.ts'

describe('labels of rows', () => {
  let kit: Kit
  beforeAll(async () => {
    kit = await readKit()
  })
  const months = figuresOf().tables.get('months')
  const destinations = figuresOf().tables.get('destinations')
  const find = (table: typeof months, code: string) => {
    const row = table?.rows.find((one) => one.id === code)
    if (!table || !row) throw new Error(code)
    return { table, row }
  }
  const whole = (text: string) => [text]

  it('name a month without its year in an edition that is a year, and with it in one that is a month', () => {
    const { table } = find(months, '2020-04')
    expect(rowName(table, '2020-04', '2020', kit.texts.fr)).toBe('avril')
    expect(rowName(table, '2020-04', '2020-06', kit.texts.fr)).toBe('avril 2020')
  })

  it('stand on a line for each language, or beside each other, and once where both say the same', () => {
    const { table, row } = find(destinations, 'BR')
    const both = [kit.texts.nl, kit.texts.fr]
    expect(rowLabel(table, row, '2020', both, { form: 'name', join: 'lines' }, whole)).toBe('Brazilië\nBrésil')
    expect(rowLabel(table, row, '2020', both, { form: 'name', join: 'slash' }, whole)).toBe('Brazilië / Brésil')
    expect(joined(['Peru', 'Peru'], 'lines')).toEqual(['Peru'])
  })

  it('begin with a capital', () => {
    const { table, row } = find(destinations, '_O')
    expect(rowLabel(table, row, '2020', [kit.texts.nl], { form: 'name', join: 'lines' }, whole)).toBe('Andere landen')
  })

  it('are wrapped between words, nothing lost, no line wider than allowed unless it is one word', () => {
    const text = 'République démocratique du Congo (Congo-Kinshasa)'
    const lines = wrapText(text, 120, 12, kit.fonts)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    for (const line of lines) expect(kit.fonts.width(line, 12, 400)).toBeLessThanOrEqual(120)
    expect(wrapText('vrijwilligeterugkeerprogramma', 20, 12, kit.fonts)).toEqual(['vrijwilligeterugkeerprogramma'])
  })
})
