/** Every folder of test/factsheets is a case: what is made of it must be what lies in its folder `expected`. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeDraft } from '../src/build.ts'
import type { Draft } from '../src/draft.ts'
import { figuresOutput, tableOutputs } from '../src/outputs.ts'
import { type Problem, Refusal } from '../src/problem.ts'
import { reportProblems } from '../src/report.ts'
import { quietWorld } from './e2e/drafting.ts'
import { TOOL } from './e2e/project.ts'
import { compareGolden, goldenOptions } from './golden.ts'

const CASES = join(import.meta.dirname, 'factsheets')
const folders = readdirSync(CASES, { withFileTypes: true }).filter((one) => one.isDirectory())
const cases = folders.map(({ name }) => ({ name, expected: join(CASES, name, 'expected') }))

/** A case without templates of its own is the shipped factsheet of that name. */
const rootOf = (name: string) => (existsSync(join(CASES, name, 'templates')) ? join(CASES, name) : TOOL)

interface Made {
  readonly draft: Draft | null
  /** What the tool says of it, as it stands in a terminal. */
  readonly problems: string
}

async function make(factsheet: string): Promise<Made> {
  const world = quietWorld(rootOf(factsheet))
  const problems: Problem[] = []
  const draft = await makeDraft({ factsheet }, world, problems).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  const told = problems.length === 0 ? 'No problems.\n' : await reportProblems(problems, world, { colour: false })
  return { draft, problems: told }
}

/** Embedded fonts are long and cannot be read; their hash tells whether they are still the same. */
function withoutFonts(html: string): string {
  return html.replace(
    /data:font\/woff2;base64,([A-Za-z0-9+/=]+)/g,
    (_, font: string) => `sha256:${createHash('sha256').update(font, 'base64').digest('hex')}`,
  )
}

function filesOf({ draft, problems }: Made): ReadonlyMap<string, string> {
  const files = new Map([['problems.txt', problems]])
  if (!draft) return files
  const { plans, pages, figures, graphics, material } = draft
  for (const { document, name, texts } of plans) {
    const html = pages.find((page) => page.document === document)?.html ?? ''
    files.set(`${name}.html`, withoutFonts(html))
    for (const [id, { spec }] of graphics.get(document) ?? [])
      files.set(`charts/${document}-${id}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`)
    if (texts.length === 1)
      for (const { path, bytes } of texts.flatMap((one) => tableOutputs(one, figures)))
        files.set(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  }
  const { path, bytes } = figuresOutput(material.factsheet.id, figures)
  return files.set(path, new TextDecoder().decode(bytes))
}

describe('the factsheets of test/factsheets', () => {
  it.each(cases)('$name makes what is expected', async ({ name, expected }) => {
    const differences = compareGolden(expected, filesOf(await make(name)), goldenOptions(process.env))
    expect(differences.join('\n'), differences.join('\n')).toBe('')
  })
})
