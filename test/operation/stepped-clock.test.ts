/** A real service whose clock is set by hand: far ahead, and back. */
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyProject, diptych, type Project, TOOL } from '../e2e/project.ts'
import { end, type Standing, stand } from '../e2e/standing.ts'

const YEARS = 400 * 24 * 3_600_000
const SCHEDULE = `
schedule:
  zone: Europe/Brussels
  runs:
    annual: { cron: "0 6 10 1 *", edition: "2020", do: [build] }
`
let project: Project
let service: Standing
const step = (milliseconds: number) => project.write('step', String(milliseconds))
const said = (pattern: RegExp) => expect.poll(() => service.said(), { timeout: 60_000, interval: 50 }).toMatch(pattern)

beforeAll(() => {
  project = copyProject()
  const file = 'templates/voluntary-return/factsheet.yaml'
  project.write(file, project.read(file) + SCHEDULE)
  step(0)
  const preload = pathToFileURL(`${TOOL}/test/e2e/stepped-clock.mjs`).href
  const env = { STEP_FILE: project.path('step'), NODE_OPTIONS: `--import ${preload}` }
  service = stand(['serve', '--listen', '127.0.0.1:0'], { root: project.root, env })
})
afterAll(async () => {
  await end(service, 'SIGKILL')
  project.remove()
})

it('begins nothing when its clock jumps over the day of a schedule, and says so', async () => {
  await said(/Leading/)
  step(YEARS)
  await said(/jumped forward by 576000 minutes/)
  step(0)
  const { out } = await diptych(['status'], { root: project.root })
  expect(out).toContain('The clock of this machine jumped')
  expect(out).toContain('voluntary-return/annual')
  expect(out).not.toContain('Runs')
  expect(service.said()).not.toContain('edition 2020: begins')
  expect(await end(service, 'SIGTERM')).toBe(0)
}, 90_000)
