/** The folder of built.ts, for as long as the tests run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly builtFolder: string
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-built-'))
  project.provide('builtFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
