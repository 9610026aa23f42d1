/** The public folder as a reader's browser meets it: each file, and where each link leads. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { sha256 } from '../../src/keep.ts'
import { filesBelow } from './project.ts'

/** SHA-256 of every file by its path. */
export function shown(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map()
  return new Map([...filesBelow(folder)].map(([path, bytes]) => [path, sha256(bytes)]))
}

/** Links and addresses of all pages, feeds and data that lead to no file: `page -> link`. */
export function brokenLinks(folder: string): readonly string[] {
  const paths = [...shown(folder).keys()].filter((path) => /\.(html|atom)$/.test(path))
  return paths.flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8').replace(/<style>[\s\S]*?<\/style>/g, '')
    const links = [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => match[1] ?? '')
    return links.filter((link) => leadsNowhere(link, path, text, folder)).map((link) => `${path} -> ${link}`)
  })
}

function leadsNowhere(link: string, from: string, text: string, folder: string): boolean {
  if (/^(https?|data|mailto|urn):/.test(link)) return false
  const [path = '', anchor] = link.replaceAll('&amp;', '&').split('#')
  const target = path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path)))
  const file = target.endsWith('/') || target === '.' ? join(target, 'index.html') : target
  if (target.startsWith('..') || !existsSync(join(folder, file))) return true
  const page = file === from ? text : readFileSync(join(folder, file), 'utf8')
  return anchor !== undefined && anchor !== '' && !page.includes(`id="${decodeURIComponent(anchor)}"`)
}
