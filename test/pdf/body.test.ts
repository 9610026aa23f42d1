import { describe, expect, it } from 'vitest'
import { Body, dateOf, dictOf, readBody, textOf } from '../../src/pdf/body.ts'
import { Ref } from '../../src/pdf/read/object.ts'
import { decodeText } from '../../src/pdf/read/text.ts'
import { write } from '../../src/pdf/write.ts'

const small = () =>
  new Body(
    new Map([
      [1, dictOf({ Type: 'Catalog', Pages: new Ref(2) })],
      [2, dictOf({ Type: 'Pages', Kids: [], Count: 0 })],
      [3, dictOf({ Nobody: 'points here' })],
    ]),
    new Ref(1),
    null,
  )

describe('the body of a PDF', () => {
  it('gives each new object a number of its own', () => {
    const body = small()
    const [first, second] = [body.add(1), body.add(2)]
    expect(first.number).not.toBe(second.number)
    expect([body.at(first), body.at(second)]).toEqual([1, 2])
  })

  it('is written with all that can be reached, and nothing else', () => {
    const body = small()
    body.catalog.set('Own', body.add(dictOf({ Kept: true })))
    const read = readBody(write(body))
    expect(read.dict(read.catalog.get('Own'))).toEqual(dictOf({ Kept: true }))
    expect(read.at(new Ref(3))).toBeNull()
  })

  it('goes round no circle of references', () => {
    const body = small()
    body.dict(body.catalog.get('Pages'))?.set('Parent', body.root)
    expect(readBody(write(body)).catalog.get('Type')).toBe('Catalog')
  })

  it('is refused when it is no PDF', () => {
    expect(() => readBody(Buffer.from('<html>'))).toThrow('cannot be read')
  })
})

describe('textOf', () => {
  it('is legible for ASCII, and holds any other script', () => {
    expect(textOf('Titel').bytes).toBe('Titel')
    for (const text of ['Années', 'النفايات', '😀']) expect(decodeText(textOf(text).bytes)).toBe(text)
  })
})

describe('dateOf', () => {
  it('writes a moment as PDF does', () => {
    expect(dateOf('2021-01-02T03:04:05Z').bytes).toBe('D:20210102030405Z')
  })
})
