/** Colours that not everyone could tell apart, as their designer is told of them. */
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { copyProject, diptych, type Project } from '../e2e/project.ts'

const THEME = 'templates/shared/theme.yaml'

let project: Project
afterEach(() => project.remove())

describe('a theme with too little contrast', () => {
  it.each(['check', 'build'])(
    'is refused by %s with the colours, their places and the ratio, and nothing is written',
    async (command) => {
      project = copyProject()
      project.edit(THEME, /quiet: \{ light: "#[0-9A-F]{6}"/, 'quiet: { light: "#9AA5B0"')
      const { code, told } = await diptych([command], { root: project.root })
      expect(code).toBe(1)
      const line =
        project
          .read(THEME)
          .split('\n')
          .findIndex((one) => one.includes('#9AA5B0')) + 1
      expect(told).toContain(`${THEME}:${line}:19`)
      expect(told).toMatch(
        /On the light page, quiet \(#9AA5B0\) as text on ground \(#FFFFFF\) has a contrast of 2\.5\d:1; text needs at least 4\.5:1/,
      )
      expect(told).toMatch(/see also templates\/shared\/theme\.yaml:\d+:20/)
      expect(told).toContain('hint:')
      expect(existsSync(project.path('out/voluntary-return'))).toBe(false)
    },
  )

  it("is refused when it is a factsheet's own, by the pairs of the shared one", async () => {
    project = copyProject()
    project.write('templates/voluntary-return/theme.yaml', 'colours:\n  brand: { light: "#12436D", dark: "#5A6B7C" }\n')
    const { code, told } = await diptych(['check'], { root: project.root })
    expect(code).toBe(1)
    expect(told).toContain('templates/voluntary-return/theme.yaml:2:36')
    expect(told).toContain('On the dark page, brand (#5A6B7C) as text on ground (#10171F)')
  })
})

describe('a style sheet with a colour of its own', () => {
  it('is refused with its line and column', async () => {
    project = copyProject()
    project.write('templates/voluntary-return/style.css', '.tile {\n  color: crimson;\n}\n')
    const { code, told } = await diptych(['check'], { root: project.root })
    expect(code).toBe(1)
    expect(told).toContain('templates/voluntary-return/style.css:2:10')
    expect(told).toContain('crimson')
    expect(told).toContain('2 |   color: crimson;')
  })
})
