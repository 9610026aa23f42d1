/** A number withheld by its confidentiality must be in nothing that is made of it, in no spelling. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftOf, FACTSHEETS } from './e2e/drafting.ts'
import { readPdf } from './e2e/pdf-text.ts'
import { copyProject, diptych, filesBelow, type Project } from './e2e/project.ts'

const [, waste] = FACTSHEETS
const CSV = 'data/waste/waste-by-material.csv'

interface Text {
  readonly name: string
  readonly text: string
}

let project: Project
let secrets: readonly string[] = []
let texts: readonly Text[] = []

/** The value of each row whose conf_status is C, as the file has it. */
const confidential = (csv: string): readonly string[] =>
  csv.split('\n').flatMap((line) => {
    const [, , value = '', , secrecy] = line.split(',')
    return secrecy === 'C' && value !== '' ? [value] : []
  })

/** The number exact or rounded to one decimal, with any decimal mark, in Western or Arabic digits; not as a part of another. */
function spellings(secret: string): RegExp {
  const digits = (text: string) =>
    [...text].map((digit) => `[${digit}${String.fromCodePoint(0x660 + Number(digit))}]`).join('')
  const forms = [secret, Number(secret).toFixed(1)].map((form) => form.split('.').map(digits).join('[.,٫]'))
  return new RegExp(`(?<![\\d.,\\u0660-\\u0669])(?:${forms.join('|')})(?![\\d\\u0660-\\u0669])`, 'u')
}

async function readText([name, bytes]: readonly [string, Buffer]): Promise<Text> {
  if (!name.endsWith('.pdf')) return { name, text: bytes.toString('utf8') }
  const { text, alternatives, blocks, title } = await readPdf(bytes)
  return { name, text: [text, ...alternatives, ...blocks.map((one) => one.text), title].join('\n') }
}

beforeAll(async () => {
  project = copyProject(waste.root)
  secrets = confidential(project.read(CSV))
  const run = await diptych(['build'], { root: project.root })
  if (run.code !== 0) throw new Error(run.told)
  const explained = await diptych(['explain', 'materials.textiles.tonnes'], { root: project.root })
  const { graphics } = await draftOf({ factsheet: 'waste', root: project.root })
  const files = await Promise.all([...filesBelow(project.path('out/waste/2023'))].map(readText))
  const specs = [...graphics].flatMap(([document, drawn]) =>
    [...drawn].map(([id, { spec }]) => ({ name: `the spec of ${id}, ${document}`, text: JSON.stringify(spec) })),
  )
  texts = [
    ...files,
    ...specs,
    { name: 'what build tells', text: run.out + run.told },
    { name: 'what explain tells', text: explained.out + explained.told },
  ]
}, 60_000)
afterAll(() => project?.remove())

describe('a confidential number', () => {
  it('stands in the data of this test, so that it could come out', () => {
    expect(secrets).toHaveLength(4)
    expect(spellings('41.17').test('in all 41,2 tonnes')).toBe(true)
    expect(spellings('41.17').test('٤١٫١٧')).toBe(true)
  })

  it('is in no page, table, drawing, alternative, record or PDF, exact or rounded', () => {
    expect(texts.map(({ name }) => name).filter((name) => name.endsWith('.pdf'))).toHaveLength(4)
    const found = secrets.flatMap((secret) =>
      texts.filter(({ text }) => spellings(secret).test(text)).map(({ name }) => `${secret} in ${name}`),
    )
    expect(found).toEqual([])
  })

  it('does not follow from the shares or changes beside it: those are withheld too', async () => {
    const { figures } = await draftOf({ factsheet: 'waste', root: project.root })
    const rows = figures.tables.get('materials')?.rows ?? []
    const withheld = rows.filter((row) => Object.values(row.figures).some((figure) => figure.suppressed))
    expect(withheld.map((row) => row.id)).toEqual(['textiles', 'batteries'])
    for (const row of withheld)
      expect(Object.values(row.figures).map(({ value, rounded }) => [value, rounded])).toEqual(
        Object.keys(row.figures).map(() => [null, null]),
      )
  })
})
