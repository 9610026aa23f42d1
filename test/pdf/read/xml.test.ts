import { describe, expect, it } from 'vitest'
import { readXml } from '../../../src/pdf/read/xml.ts'

describe('XML that is well-formed', () => {
  it('is read by namespace, whatever the prefix', () => {
    const root = readXml(
      '<?xml version="1.0"?><!-- a --><a:x xmlns:a="urn:1" a:k="v" l=\'w\'><y xmlns="urn:2">t</y></a:x>',
    )
    expect(root?.name).toBe('urn:1 x')
    expect([...(root?.attributes ?? [])]).toEqual([
      ['urn:1 k', 'v'],
      ['l', 'w'],
    ])
    expect(root?.children[0]).toMatchObject({ name: 'urn:2 y', text: 't' })
  })

  it('has its entities and CDATA replaced', () => {
    expect(readXml('<x>a &amp; b &#233;&#xE9; <![CDATA[<&>]]></x>')?.text).toBe('a & b éé <&>')
  })
})

describe('XML that is not well-formed', () => {
  it.each([
    ['is not closed', '<x><y></x>'],
    ['is closed in another order', '<x><y></x></y>'],
    ['has two roots', '<x/><y/>'],
    ['has text outside', '<x/>text'],
    ['has a bare ampersand', '<x>a & b</x>'],
    ['has an entity of nobody', '<x>&nbsp;</x>'],
    ['has a prefix of nobody', '<a:x/>'],
    ['has an attribute twice', '<x a="1" a="2"/>'],
    ['has an attribute without quotes', '<x a=1/>'],
    ['is empty', ''],
    ['is nested beyond all measure', '<x>'.repeat(5000) + '</x>'.repeat(5000)],
  ])('as one that %s, is none', (_, xml) => expect(readXml(xml)).toBeNull())
})
