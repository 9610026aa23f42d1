/** The libraries of more municipalities than the golden project has, all with the numbers of one. */
import { copyProject, type Project, TOOL } from './project.ts'

const DATA = 'data/libraries'
const TEMPLATES = 'templates/libraries'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Areas `m0`, `m1`, …; at most as many as there are letters to call them by. */
export function manyAreas(count: number): Project {
  const project = copyProject(`${TOOL}/test/factsheets/libraries`)
  const areas = Array.from(LETTERS.slice(0, count), (letter, index) => ({ code: `m${index}`, name: `Dorp ${letter}` }))
  const [header = '', ...rows] = project.read(`${DATA}/loans.csv`).trim().split('\n')
  const whole = rows.filter((row) => row.includes(',_T,'))
  const one = rows.filter((row) => row.includes(',oostrand,'))
  const all = areas.flatMap(({ code }) => one.map((row) => row.replace('oostrand', code)))
  project.write(`${DATA}/loans.csv`, [header, ...all, ...whole, ''].join('\n'))
  project.write(`${DATA}/municipalities.csv`, `code\n${areas.map(({ code }) => code).join('\n')}\n`)
  const names = areas.map(({ code, name }) => `${code}: ${name}`).join(', ')
  for (const language of ['nl', 'fr']) {
    const file = `${TEMPLATES}/text/${language}.yaml`
    project.edit(file, /municipality: \{.*\}/, `municipality: { ${names} }`)
    project.edit(file, 'same: [Oostrand,', `same: [${areas.map(({ name }) => name).join(', ')},`)
  }
  return project
}

/** Without the bilingual document and the graphic, for what is not about either: each area takes a third of the time. */
export function plainAreas(count: number): Project {
  const project = manyAreas(count)
  const definition = `${TEMPLATES}/factsheet.yaml`
  project.edit(definition, 'facing: [nl, fr]\n', '')
  project.edit(definition, ', facing: 1', '')
  project.edit(definition, /\ngraphics:[\s\S]*$/, '\n')
  for (const language of ['nl', 'fr']) project.edit(`${TEMPLATES}/text/${language}.yaml`, /\ngraphics:\n.*\n/, '\n')
  return project
}
