import { describe, expect, it } from 'vitest'
import { gatherTold } from '../src/areas.ts'
import { check } from '../src/build.ts'
import type { Position } from '../src/figures/figure.ts'
import { problem, Refusal } from '../src/problem.ts'
import { quietWorld } from './e2e/drafting.ts'
import { copyProject, TOOL } from './e2e/project.ts'
import { listener } from './memory-world.ts'

const town = (code: string): Position => ({ dimension: 'town', dimensionKind: 'code', code })

describe('what is told of several areas', () => {
  it('is told once, with the areas that have it unless all have', () => {
    const { tell, problems } = listener()
    const all = ['a', 'b', 'c'].map(town)
    const told = gatherTold(all, tell)
    for (const area of all) told.of(area)(problem('bad-edition', { edition: 'x' }))
    for (const area of all.slice(0, 2)) told.of(area)(problem('bad-edition', { edition: 'y' }))
    expect(problems).toEqual([])
    told.end()
    expect(problems.map((one) => /\(in the documents of (.+)\)/.exec(one.message)?.[1])).toEqual([undefined, 'a, b'])
  })
})

describe('the texts of a factsheet with areas', () => {
  const NL = 'templates/libraries/text/nl.yaml'
  const refused = async (piece: string | RegExp, replacement: string, file = NL) => {
    const project = copyProject(`${TOOL}/test/factsheets/libraries`)
    project.edit(file, piece, replacement)
    const error = await check({ factsheet: 'libraries' }, quietWorld(project.root)).catch((one: unknown) => one)
    project.remove()
    if (!(error instanceof Refusal)) throw error ?? new Error('it was not refused')
    return error.problems.map(({ code, place }) => [code, place?.file, place?.line])
  }

  it('must name the area in the title and in the name of the file', async () => {
    expect(await refused('title: Uitleningen in de bibliotheek van {area} in', 'title: Uitleningen in')).toContainEqual(
      ['area-not-named', NL, 1],
    )
    expect(await refused('bibliotheek-{area}-', 'bibliotheek-')).toContainEqual(['area-not-named', NL, 2])
  })

  it('must have a name for each area', async () => {
    expect((await refused(', grootmeer: Grootmeer', '')).map(([code]) => code)).toContain('name-missing')
  })

  it('must have each form of the name that they ask for', async () => {
    const found = await refused(
      'Uitleningen in {area}, {previous_edition}',
      'Uitleningen {area_te}, {previous_edition}',
    )
    expect(found.map(([code]) => code)).toContain('name-form-missing')
  })

  it('must not give two areas the same name', async () => {
    expect((await refused('lindehof: Lindehof', 'lindehof: Oostrand')).map(([code]) => code)).toContain(
      'areas-share-name',
    )
  })
})
