/** A publication that is killed at any of its steps leaves the old state or the new one, and running it again finishes it. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publish } from '../../src/publish.ts'
import { quietWorld } from '../e2e/drafting.ts'
import { copyProject, diptych, filesBelow, type Project, TOOL } from '../e2e/project.ts'
import { brokenLinks, shown } from '../e2e/public-folder.ts'

const PUBLIC = 'out/public'
const MOMENT = Temporal.Instant.from('2021-03-12T09:00:00Z')

/** Version 1 is public, version 2 is approved. */
let project: Project
const folders: string[] = []
let old: ReadonlyMap<string, string>
let new_: ReadonlyMap<string, string>
/** What an undisturbed publication does to the disk, one change a line. */
let changes: readonly string[]

/** In this process, where all that it needs is loaded; throws when it is refused. */
const publishHere = (root: string) => publish({ factsheet: 'tourism' }, { ...quietWorld(root), now: MOMENT })

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly told: string
}

/** In a process of its own, that kills itself before a change of the disk, and lists those that it makes. */
function startPublish(root: string, at = 0, list = ''): Promise<Ending> {
  const args = [join(TOOL, 'test/e2e/killed-publish.ts'), root, String(MOMENT), String(at), list]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  return new Promise((done) => child.once('close', (code, signal) => done({ code, signal, told })))
}

function copyOf(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-killed-'))
  folders.push(folder)
  cpSync(root, folder, { recursive: true, verbatimSymlinks: true })
  return folder
}

beforeAll(async () => {
  project = copyProject(join(TOOL, 'test/factsheets/tourism'))
  // Without graphics and the bilingual document a publication takes half as long, and no other steps.
  project.edit('templates/tourism/factsheet.yaml', /\ngraphics:[\s\S]*$/, '\n')
  project.edit('templates/tourism/factsheet.yaml', 'facing: [fr, de]\n', '')
  project.edit('templates/tourism/factsheet.yaml', ', facing: 3', '')
  await publishHere(project.root)
  project.edit('data/tourism/day-trips.csv', '2023,liege,412300,', '2023,liege,412310,')
  const reasons = ['--reason', 'fr=Dix excursions manquaient.', '--reason', 'de=Zehn Ausflüge fehlten.']
  const approved = await diptych(['approve', '--by', 'Leitung', ...reasons], { root: project.root })
  if (approved.code !== 0) throw new Error(approved.told)
  old = shown(project.path(PUBLIC))
  const undisturbed = copyOf(project.root)
  const list = join(undisturbed, 'changes.txt')
  const second = await startPublish(undisturbed, 0, list)
  if (second.code !== 0) throw new Error(second.told)
  new_ = shown(join(undisturbed, PUBLIC))
  changes = readFileSync(list, 'utf8').trim().split('\n')
})
afterAll(() => {
  project.remove()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Before each change that puts something in its place, and in the middle of the longest run of files. */
function steps(): readonly number[] {
  const kinds = changes.map((line) => line.split(' ')[0])
  const placing = kinds.flatMap((kind, index) => (kind === 'replace' || kind === 'point' ? [index + 1] : []))
  return [...placing, (placing.at(-1) ?? 0) + 1, kinds.lastIndexOf('copy') - 5]
}

/** What is shown after a publication that is killed, and after another that is not. */
async function killedAt(at: number): Promise<'old' | 'new'> {
  const root = copyOf(project.root)
  const step = `step ${at}: ${changes[at - 1]}`
  expect((await startPublish(root, at)).signal, step).toBe('SIGKILL')
  const now = shown(join(root, PUBLIC))
  const isOld = JSON.stringify([...now]) === JSON.stringify([...old])
  if (!isOld) expect(now, step).toEqual(new_)
  await expect(publishHere(root), step).resolves.toMatchObject({ problems: [] })
  expect(shown(join(root, PUBLIC)), step).toEqual(new_)
  const left = [...filesBelow(join(root, 'out')).keys()].filter((path) => /\.(building|publishing|old|new)/.test(path))
  expect(left, step).toEqual([])
  rmSync(root, { recursive: true, force: true })
  return isOld ? 'old' : 'new'
}

describe('a publication', () => {
  it('undisturbed shows another state than before, by one change of a name', () => {
    expect(new_).not.toEqual(old)
    expect(new_.size).toBeGreaterThan(old.size)
    expect(changes.filter((line) => line.startsWith('point'))).toHaveLength(1)
    expect(changes.length).toBeGreaterThan(50)
  })

  it('killed before any of its steps leaves the old state or the new one, and is finished by running it again', async () => {
    const seen: string[] = []
    const queue = steps().values()
    // Two at a time: each waits for its browser most of the time.
    const worker = async () => {
      for (const at of queue) seen.push(await killedAt(at))
    }
    await Promise.all([worker(), worker()])
    expect(seen.filter((one) => one === 'old').length).toBeGreaterThan(3)
    expect(seen).toContain('new')
    expect(brokenLinks(project.path(PUBLIC))).toEqual([])
  }, 300_000)

  it('started twice at once makes one new version, and both end well', async () => {
    const root = copyOf(project.root)
    const [one, other] = await Promise.all([startPublish(root), startPublish(root)])
    expect([one.told, other.told]).toEqual(['', ''])
    expect(shown(join(root, PUBLIC))).toEqual(new_)
  })
})
