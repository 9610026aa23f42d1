/** A small document with one of everything, printed and thrown away: what runs for the first time takes three times as long. */
import type { Sheet } from './press.ts'

const HTML = `<!doctype html><html lang="zxx"><head><meta charset="utf-8"><title>Rehearsal</title>
<style>@page { size: 210mm 297mm; margin: 0 } .sheet { background: #eee; columns: 2 }</style></head><body><section class="sheet">
<h1>Rehearsal</h1><p lang="nl" id="p">Text with a <a href="#n">link</a> and <strong>weight</strong>.</p>
<table><caption>Table</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table><ul><li id="n">item</li></ul>
<svg role="img" aria-label="Graphic" width="40" height="20"><path d="M0 0L9 9"/><text x="9" y="9">9</text></svg></section></body></html>`

/** The sheet to rehearse with. */
export const REHEARSAL: Sheet = {
  page: { document: 'rehearsal', languages: ['zxx'], html: HTML, expected: { rows: {}, marks: {} } },
  budget: null,
  finishing: {
    facts: {
      titles: [{ lang: 'zxx', text: 'Rehearsal' }],
      descriptions: [],
      creators: [],
      identifier: 'rehearsal',
      date: '2000-01-01T00:00:00Z',
      version: null,
      producer: 'rehearsal',
      archive: '3a',
    },
    links: ['link'],
    attachments: [],
  },
}
