import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { diskFiles } from '../src/disk.ts'

let root: string
const path = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diptych-disk-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a name that stands for a folder', () => {
  it('shows the one or the other folder whole, whoever looks meanwhile', async () => {
    const files = diskFiles(root)
    await files.write('a/page', 'a')
    await files.write('b/page', 'b')
    await files.point('public', 'a')
    const seen = new Set<string>()
    let looking = true
    const look = async () => {
      while (looking) seen.add(String(await files.read('public/page')))
    }
    const looks = [look(), look()]
    for (let turn = 0; turn < 100; turn++) await files.point('public', turn % 2 === 0 ? 'b' : 'a')
    looking = false
    await Promise.all(looks)
    expect([...seen].sort()).toEqual(['a', 'b'])
    expect(await files.pointedAt('public')).toBe('a')
  })

  it('is told from a folder, and from nothing', async () => {
    const files = diskFiles(root)
    await files.write('a/page', 'a')
    expect([await files.pointedAt('a'), await files.pointedAt('b')]).toEqual([null, null])
  })
})

describe('a copy and a link', () => {
  it('hold the same; what is written into the copy leaves the first as it was', async () => {
    const files = diskFiles(root)
    await files.write('kept/page', 'as published')
    await files.copy('kept/page', 'public/page')
    await files.link('kept', 'linked')
    expect(statSync(path('linked/page')).ino).toBe(statSync(path('kept/page')).ino)
    writeFileSync(path('public/page'), 'changed')
    expect(readFileSync(path('kept/page'), 'utf8')).toBe('as published')
    await files.remove('linked')
    expect(existsSync(path('kept/page'))).toBe(true)
  })
})

describe('a file that is written whole', () => {
  const PARTS = 2_000_000

  it('is the old one or the new one, whoever looks meanwhile', async () => {
    const files = diskFiles(root)
    await files.writeWhole('a/file', new Uint8Array(PARTS).fill(1))
    const seen = new Set<string>()
    let writing = true
    const look = async () => {
      while (writing) {
        const content = await files.read('a/file')
        seen.add(`${content.length} ${content[0]} ${content.at(-1)}`)
      }
    }
    const looks = look()
    for (let turn = 0; turn < 20; turn++)
      await files.writeWhole('a/file', new Uint8Array(PARTS + (turn % 2)).fill(1 + (turn % 2)))
    writing = false
    await looks
    expect([...seen].sort()).toEqual([`${PARTS} 1 1`, `${PARTS + 1} 2 2`])
  })

  it('leaves nothing beside it, not even where it cannot be put', async () => {
    const files = diskFiles(root)
    await files.writeWhole('a/file', new Uint8Array(1))
    await files.write('a/folder/inside', '')
    await expect(files.writeWhole('a/folder', new Uint8Array(1))).rejects.toThrow()
    expect(await files.list('a')).toEqual(['file', 'folder'])
  })
})

describe('files that are written whole at the same time', () => {
  it('are each one of them, and go past what a killed writer of the same id left', async () => {
    const files = diskFiles(root)
    await files.write(`a/file.new-${process.pid}-0`, 'left')
    const contents = Array.from({ length: 10 }, (_, at) => new Uint8Array(100_000 + at).fill(at))
    await Promise.all(contents.map((one) => files.writeWhole('a/file', one)))
    const content = await files.read('a/file')
    expect(content).toEqual(Buffer.from(contents[content[0] ?? 0] ?? []))
    expect(await files.list('a')).toEqual(['file', `file.new-${process.pid}-0`])
  })
})

describe('a folder that is made beside another', () => {
  it('clears those that killed processes left, whenever a program begins to put something there', async () => {
    const gone = spawn(process.execPath, ['-e', '0'])
    await once(gone, 'exit')
    const left = `out/.building-${gone.pid}-abc`
    await diskFiles(root).write(`${left}/page`, '')
    const files = diskFiles(root)
    await files.beside('out/north')
    expect(existsSync(path(left))).toBe(false)
  })

  it('leaves those of processes that still work', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    const theirs = `out/.building-${other.pid}-abc`
    await diskFiles(root).write(`${theirs}/page`, '')
    await diskFiles(root).beside('out/north')
    expect(existsSync(path(theirs))).toBe(true)
    other.stdin.end()
    await once(other, 'exit')
  })
})

describe('work that is done alone', () => {
  it('is done by one after the other', async () => {
    const files = diskFiles(root)
    const log: string[] = []
    const work = (name: string) => async () => {
      log.push(`${name} begins`)
      await files.write(name, name)
      log.push(`${name} ends`)
    }
    await Promise.all(['one', 'two', 'three'].map((name) => files.alone('lock', work(name))))
    expect(log.filter((_, index) => index % 2 === 0).map((line) => line.replace('begins', 'ends'))).toEqual(
      log.filter((_, index) => index % 2 === 1),
    )
    expect(existsSync(path('lock'))).toBe(false)
  })

  it('lets go of its lock when the work fails', async () => {
    const files = diskFiles(root)
    await expect(files.alone('lock', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await files.alone('lock', async () => 'done')).toBe('done')
  })

  it('can be done later when the lock could not be written', async () => {
    const files = diskFiles(root)
    mkdirSync(path(`lock.${process.pid}`))
    await expect(files.alone('lock', async () => 'done')).rejects.toThrow('EISDIR')
    rmSync(path(`lock.${process.pid}`), { recursive: true })
    expect(await files.alone('lock', async () => 'done')).toBe('done')
  })

  it('takes over the lock of a process that was killed, and one that another process of the same id left', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await new Promise((done) => child.once('close', done))
    for (const owner of [child.pid, process.pid]) {
      writeFileSync(path('lock'), String(owner))
      expect(await diskFiles(root).alone('lock', async () => 'done')).toBe('done')
    }
  })

  it.each(['EPERM', 'ENOTSUP'])(
    'is done by one after the other on a disk that has no links, and says %s',
    async (code) => {
      const linking = vi.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error(code), { code }))
      syncBuiltinESMExports()
      try {
        const files = diskFiles(root)
        let [now, most] = [0, 0]
        const work = async () => {
          most = Math.max(most, ++now)
          await files.write('file', 'content')
          now--
        }
        await Promise.all([1, 2, 3].map(() => files.alone('lock', work)))
        expect([most, linking.mock.calls.length > 2, existsSync(path('lock'))]).toEqual([1, true, false])
        writeFileSync(path('lock'), String(process.ppid))
        const waiting = files.alone('lock', async () => 'done')
        await new Promise((later) => setTimeout(later, 100))
        rmSync(path('lock'))
        expect(await waiting).toBe('done')
      } finally {
        linking.mockRestore()
        syncBuiltinESMExports()
      }
    },
  )

  it('ends with the reason where no lock can be put, and leaves none', async () => {
    const withoutLinks = vi.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error('EPERM'), { code: 'EPERM' }))
    const full = vi.spyOn(fs, 'open').mockImplementation(async (file) => {
      writeFileSync(String(file), '')
      const writeFile = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
      return { writeFile, close: async () => undefined } as unknown as fs.FileHandle
    })
    syncBuiltinESMExports()
    try {
      await expect(diskFiles(root).alone('lock', async () => 'done')).rejects.toThrow('ENOSPC')
      expect(existsSync(path('lock'))).toBe(false)
    } finally {
      withoutLinks.mockRestore()
      full.mockRestore()
      syncBuiltinESMExports()
    }
  })

  it('does not wait for ever for a process that was killed while it took the lock', async () => {
    writeFileSync(path('lock'), '')
    expect(await diskFiles(root).alone('lock', async () => 'done')).toBe('done')
  }, 20_000)

  it('waits for a process that lives', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'])
    writeFileSync(path('lock'), String(child.pid))
    let done = false
    const work = diskFiles(root).alone('lock', async () => {
      done = true
    })
    await new Promise((later) => setTimeout(later, 200))
    expect(done).toBe(false)
    child.kill('SIGKILL')
    await new Promise((ended) => child.once('close', ended))
    await work
    expect(done).toBe(true)
  })
})
