import { describe, expect, it } from 'vitest'
import { readFactsheet } from '../src/factsheet.ts'
import { checkReviewed, readReviewed } from '../src/format/reviewed.ts'
import { readTexts } from '../src/format/texts.ts'
import { Refusal } from '../src/problem.ts'
import { recordReview } from '../src/review.ts'
import { listener, type MemoryWorld, memoryWorld } from './memory-world.ts'

const DEFINITION = `languages:
  nl: { locale: nl-BE, style: cldr }
  fr: { locale: fr-BE, style: cldr }
data: x
edition: 2020
pages: 1
tables: {}
`
const FILE = 'templates/x/text/fr.reviewed.yaml'

function project(changes: Readonly<Record<string, string>> = {}): MemoryWorld {
  return memoryWorld({
    'templates/x/factsheet.yaml': DEFINITION,
    'templates/x/text/nl.yaml': 'title: Terugkeer\nlead: Mensen\n',
    'templates/x/text/fr.yaml': 'title: Retours\nlead: Personnes\n',
    ...changes,
  })
}

/** Warnings of a project's translations, as `check` gives them. */
async function stale(world: MemoryWorld): Promise<readonly string[]> {
  const { tell, codes } = listener()
  const factsheet = await readFactsheet('x', world, tell)
  if (!factsheet) throw new Error(codes().join())
  const folders = ['templates/x/text']
  const texts = await readTexts(folders, factsheet.languages, world, tell)
  checkReviewed(texts, await readReviewed(folders, factsheet.languages, world, tell), tell)
  return codes()
}

describe('recording a review', () => {
  it('writes a hash of the source text for each message that was translated', async () => {
    const world = project()
    expect(await recordReview('x', world)).toEqual([FILE])
    const lines = new TextDecoder().decode(world.content.get(FILE)).trim().split('\n')
    expect(lines[0]).toMatch(/^# .*diptych reviewed/)
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^title: "[0-9a-f]+"$/),
      expect.stringMatching(/^lead: "[0-9a-f]+"$/),
    ])
  })

  it('is enough for no warning, until a source text changes', async () => {
    const world = project()
    await recordReview('x', world)
    expect(await stale(world)).toEqual([])
    await world.files.write('templates/x/text/nl.yaml', 'title: Vertrek\nlead: Mensen\n')
    expect(await stale(world)).toEqual(['translation-stale'])
    await recordReview('x', world)
    expect(await stale(world)).toEqual([])
  })

  it('writes the same bytes again when nothing changed', async () => {
    const world = project()
    await recordReview('x', world)
    const first = world.content.get(FILE)
    await recordReview('x', world)
    expect(world.content.get(FILE)).toEqual(first)
  })

  it('refuses, and writes nothing, when a text cannot be read or the factsheet is not there', async () => {
    const broken = project({ 'templates/x/text/fr.yaml': 'title: {\n' })
    await expect(recordReview('x', broken)).rejects.toBeInstanceOf(Refusal)
    expect(broken.content.has(FILE)).toBe(false)
    await expect(recordReview('y', project())).rejects.toThrow(/"y"/)
  })
})
