import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judge, reportJudgement } from '../src/inspection.ts'
import { GROUPS } from '../src/pdf/breach.ts'
import { diptych, TOOL } from './e2e/project.ts'
import { broken, finishedOf, name } from './pdf/breaking.ts'

const control = readFileSync(join(TOOL, 'scripts/conformance/control.pdf'))
let folder: string
let pdf: Buffer

const put = (file: string, bytes: Uint8Array): string => {
  const path = join(folder, file)
  writeFileSync(path, bytes)
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diptych-inspection-'))
  pdf = (await finishedOf('waste'))[0]?.pdf ?? Buffer.alloc(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a judgement', () => {
  it('is good when a file keeps all that it claims, and ticks each group of rules', () => {
    const judgement = judge('a.pdf', pdf)
    expect(judgement).toMatchObject({ kept: true, findings: [] })
    const report = reportJudgement(judgement)
    expect(report.match(/^✓/gm)).toHaveLength(GROUPS.length)
    expect(report).toContain('claims     PDF/UA-1, PDF/A-3a')
    expect(report).toContain('It keeps what a machine can check of PDF/UA-1 and PDF/A-3a.')
  })

  it('is bad when it breaks a rule of what it claims, which is told with page, clause and hint', async () => {
    const bad = await broken(pdf, (on) => on.element('Figure').delete(name('Alt')))
    const judgement = judge('a.pdf', bad)
    expect(judgement.kept).toBe(false)
    const report = reportJudgement(judgement)
    expect(report).toContain('✗ structure')
    expect(report.match(/^✓/gm)).toHaveLength(GROUPS.length - 1)
    expect(report).toMatch(/On page 1, graphic 1 has no alternative \(PDF\/UA-1 7\.3-1\)\n {6}hint: /)
    expect(report).toContain('does not keep that: one breach.')
  })

  it('leaves out the rules of a standard that is not claimed', async () => {
    const judgement = judge(
      'a.pdf',
      await broken(pdf, (on) => {
        on.describe((xmp) => xmp.replace(/<pdfaid:(part|conformance)>[^<]*<\/pdfaid:\1>/g, ''))
        delete on.context.trailerInfo.ID
      }),
    )
    expect(judgement).toMatchObject({ kept: true, claims: { ua: '1', archive: null } })
    expect(reportJudgement(judgement)).toContain('It does not claim PDF/A.')
  })

  it('of a lower level of PDF/A asks for no tags', async () => {
    const lower = await broken(pdf, (on) => {
      on.describe((xmp) =>
        xmp.replace('<pdfaid:conformance>A', '<pdfaid:conformance>B').replace(/<pdfuaid:part>1<\/pdfuaid:part>/, ''),
      )
      on.catalog.delete(name('StructTreeRoot'))
    })
    expect(judge('a.pdf', lower)).toMatchObject({ kept: true, claims: { ua: null, archive: '3b' } })
  })

  it('of a file that claims nothing is bad, whatever it keeps', () => {
    const judgement = judge('control.pdf', control)
    expect(judgement.kept).toBe(false)
    expect(reportJudgement(judgement)).toContain('It claims neither PDF/UA nor PDF/A.')
  })

  it('lets no file write into the terminal', async () => {
    const bad = await broken(pdf, (on) => on.document.setProducer('x'))
    const report = reportJudgement({ ...judge('a.pdf', bad), attachments: ['\u001b[31mred\u202E'] })
    for (const one of ['\u001b', '\u202E']) expect(report).not.toContain(one)
  })
})

describe('diptych inspect', () => {
  it('ends with 0 for a file that keeps what it claims', async () => {
    const run = await diptych(['inspect', put('good.pdf', pdf)])
    expect(run).toMatchObject({ code: 0, told: '' })
    expect(run.out).toContain('attached   figures.json')
  })

  it('ends with 1 for one that does not, and tells it as data when asked', async () => {
    const run = await diptych(['inspect', put('raw.pdf', control), '--json'])
    expect(run.code).toBe(1)
    const found = JSON.parse(run.out)
    expect(found).toMatchObject({ ok: false, pages: 1, claims: { ua: null, archive: null } })
    expect(found.breaches).toContainEqual(
      expect.objectContaining({
        rule: 'pdf-identifier',
        clause: 'PDF/A-3 6.1.3-1',
        message: 'The file has no identifier',
      }),
    )
  })

  it.each([
    ['no PDF', Buffer.from('hello'), 'is not a PDF'],
    ['an empty file', Buffer.alloc(0), 'is not a PDF'],
  ])('ends with 1 and a sentence for %s', async (_, bytes, words) => {
    const run = await diptych(['inspect', put('x.pdf', bytes)])
    expect(run.code).toBe(1)
    expect(run.out).toContain(words)
    expect(run.told).toBe('')
  })

  it('ends with 1 and a sentence when there is no such file, or a folder', async () => {
    const none = await diptych(['inspect', join(folder, 'none.pdf')])
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.told).toContain('there is no such file')
    const dir = await diptych(['inspect', folder])
    expect(dir).toMatchObject({ code: 1, out: '' })
    expect(dir.told).toContain('it is a folder')
  })

  it('ends with 2 when no file is named', async () => {
    expect((await diptych(['inspect'])).code).toBe(2)
  })

  it('says in its help what its exit codes mean', async () => {
    expect((await diptych(['inspect', '--help'])).out).toContain('0 it keeps what it claims')
  })
})
