import { describe, expect, it } from 'vitest'
import { isAsSeen, watch } from '../../src/rebuild/seen.ts'
import { memoryWorld } from '../memory-world.ts'

const FILES = { 'data/a/one.csv': '1', 'templates/a/page.hbs': 'page', 'out/a/index.html': 'made' }

async function look(change: (content: Map<string, Uint8Array>) => void = () => undefined) {
  const { files, content } = memoryWorld(FILES)
  const watching = watch(files)
  await watching.files.read('data/a/one.csv')
  await watching.files.read('out/a/index.html')
  await watching.files.list('templates')
  await watching.files.exists('templates/a/style.css')
  await watching.files.read('data/a/gone.csv').catch(() => null)
  change(content)
  return { watching, same: await isAsSeen(watching.seen(), files) }
}

const written = (text: string) => new TextEncoder().encode(text)

describe('what was seen of the disk', () => {
  it('is seen again when nothing has changed', async () => {
    expect((await look()).same).toBe(true)
  })

  it.each<[string, (content: Map<string, Uint8Array>) => void]>([
    ['a file that was read changes', (content) => content.set('data/a/one.csv', written('2'))],
    ['a file that was read goes', (content) => content.delete('data/a/one.csv')],
    ['a file appears in a folder that was listed', (content) => content.set('templates/b/page.hbs', written('b'))],
    ['a file appears that was looked for', (content) => content.set('templates/a/style.css', written('b'))],
  ])('is not, when %s', async (_, change) => {
    expect((await look(change)).same).toBe(false)
  })

  it('is, when only what was built has changed', async () => {
    expect((await look((content) => content.set('out/a/index.html', written('edited')))).same).toBe(true)
  })

  it('is listed by path, whatever the order of reading', async () => {
    const { files } = memoryWorld(FILES)
    const [one, other] = [watch(files), watch(files)]
    for (const path of ['data/a/one.csv', 'templates/a/page.hbs']) await one.files.read(path)
    for (const path of ['templates/a/page.hbs', 'data/a/one.csv']) await other.files.read(path)
    expect(one.seen()).toEqual(other.seen())
  })

  it('is unsteady once a file is read twice and is not the same', async () => {
    const { files, content } = memoryWorld(FILES)
    const watching = watch(files)
    await watching.files.read('data/a/one.csv')
    await watching.files.read('data/a/one.csv')
    expect(watching.steady()).toBe(true)
    content.set('data/a/one.csv', written('2'))
    await watching.files.read('data/a/one.csv')
    expect(watching.steady()).toBe(false)
    await watching.files.read('data/a/one.csv')
    expect(watching.steady()).toBe(false)
  })
})
