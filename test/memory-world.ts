/** A World in memory: files as given, a clock that stands still, and stages that are only recorded. */
import { makeAlways } from '../src/keep.ts'
import type { Problem, Tell } from '../src/problem.ts'
import { type Files, SILENT, type World } from '../src/world.ts'

export interface MemoryWorld extends World {
  readonly content: Map<string, Uint8Array>
  readonly stages: string[]
}

const bytes = (content: Uint8Array | string) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

function memoryFiles(content: Map<string, Uint8Array>): Files {
  const read = async (path: string) => {
    const found = content.get(path)
    if (!found) throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' })
    return found
  }
  const below = (folder: string) => [...content.keys()].filter((path) => path.startsWith(`${folder}/`))
  return {
    read,
    stream: async function* (path) {
      yield await read(path)
    },
    exists: async (path) => content.has(path) || below(path).length > 0,
    list: async (folder) =>
      [...new Set(below(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].sort(),
    write: async (path, text) => void content.set(path, bytes(text)),
    writeWhole: async (path, one) => void content.set(path, one),
    beside: async (path) => `${path}.beside`,
    copy: async (from, to) => {
      for (const path of [from, ...below(from)]) content.set(to + path.slice(from.length), await read(path))
    },
    replace: async (from, to) => {
      for (const path of below(to)) content.delete(path)
      for (const path of below(from)) {
        content.set(to + path.slice(from.length), await read(path))
        content.delete(path)
      }
    },
    link: async (from, to) => {
      for (const path of [from, ...below(from)])
        if (content.has(path)) content.set(to + path.slice(from.length), await read(path))
    },
    point: async (name, target) => void content.set(`${name}@`, bytes(target)),
    pointedAt: async (name) => (content.has(`${name}@`) ? new TextDecoder().decode(content.get(`${name}@`)) : null),
    alone: (_, work) => work(),
    abandon: () => undefined,
    remove: async (path) => {
      for (const one of [path, ...below(path)]) content.delete(one)
    },
  }
}

export function memoryWorld(files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryWorld {
  const content = new Map(Object.entries(files).map(([path, one]) => [path, bytes(one)]))
  const stages: string[] = []
  return {
    now: Temporal.Instant.from('2021-01-28T10:00:00Z'),
    elapsed: () => 0,
    files: memoryFiles(content),
    log: { ...SILENT, stage: (name) => void stages.push(name) },
    env: {},
    engine: async () => 'engine',
    keep: makeAlways,
    content,
    stages,
  }
}

/** Collects problems, and gives them as `code file:line:column`. */
export function listener(): { tell: Tell; problems: Problem[]; codes(): string[] } {
  const problems: Problem[] = []
  return { tell: (one) => void problems.push(one), problems, codes: () => problems.map((one) => one.code) }
}
