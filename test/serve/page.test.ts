import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { View } from '../../src/serve/page/view.ts'
import { renderStatus } from '../../src/serve/page.ts'
import type { Status } from '../../src/serve/status.ts'
import { complaints } from '../e2e/valid-html.ts'
import { style } from './serving.ts'
import { EMPTY, EVERYTHING, RECIPIENT, ZONE } from './statuses.ts'

const LOOKING: View = { csrf: null, canSignIn: true, zone: ZONE, told: null }
const ACTING: View = { ...LOOKING, csrf: 'c5f' }

const render = (status: Status, view: View = ACTING) => renderStatus(status, view, style).html

/** The words of a page, or of one of its sections, without its style. */
function words(html: string, id?: string): string {
  const part = id === undefined ? html : (new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '')
  return part
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
}

const headings = (html: string) =>
  [...html.matchAll(/<(h[1-4])[^>]*>(.*?)<\/\1>/g)].map(([, tag, text = '']) => `${tag} ${words(text).trim()}`)

function mended(html: string): readonly string[] {
  const codes: string[] = []
  parse<DefaultTreeAdapterMap>(html, {
    onParseError: ({ code, startLine }) => void codes.push(`${code} in line ${startLine}`),
  })
  return codes
}

describe('the status page', () => {
  it('asks once for an approval that two runs wait for', () => {
    const [waiting] = EVERYTHING.runs.filter(({ state }) => state === 'waiting-for-approval')
    if (!waiting) throw new Error('none waits')
    const runs = [waiting, { ...waiting, schedule: 'waste/changed/2026' }]
    expect(render({ ...EMPTY, runs }).match(/to be approved/g)).toHaveLength(1)
    const other = { ...waiting, edition: '1999' }
    expect(render({ ...EMPTY, runs: [waiting, other] }).match(/to be approved/g)).toHaveLength(2)
  })

  it('has its sections in the order in which an operator needs them', () => {
    expect(headings(render(EVERYTHING))).toEqual([
      'h1 Status',
      'h2 How it stands',
      'h2 Alarms',
      'h2 Waiting for somebody',
      'h3 voluntary-return, edition 2025: to be approved',
      'h4 Nederlands',
      'h4 français',
      'h3 waste, edition 2026-Q3: was missed',
      'h3 Messages that may have arrived',
      'h2 Runs',
      'h3 Problems of voluntary-return 2026, due 2027-01-13 06:00 +01:00',
      'h2 Next due',
      'h2 Messages',
      'h2 Pieces of builds',
    ])
  })

  it.each([
    ['everything', EVERYTHING],
    ['nothing', EMPTY],
  ])('is one whole page of valid HTML with %s to tell, and asks for nothing', async (_, status) => {
    for (const view of [LOOKING, ACTING, { ...ACTING, told: { done: true, sentence: 'Done.' } }]) {
      const html = render(status, view)
      expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/)
      expect(mended(html)).toEqual([])
      expect(await complaints(html)).toEqual([])
      expect(html).not.toMatch(/<script|<link|http-equiv|\son\w+="|style="|https?:/)
    }
  })

  it('says so where there is nothing', () => {
    const html = render(EMPTY)
    expect(words(html, 'standing')).toContain('All is well.')
    expect(words(html, 'alarms')).toContain('No alarm stands.')
    expect(words(html, 'waiting')).toContain('Nothing waits for anybody.')
    expect(words(html, 'runs')).toContain('Nothing has run yet.')
    expect(words(html, 'due')).toContain('Nothing is due')
    expect(words(html, 'deliveries')).toContain('No message is planned')
    expect(words(html, 'tasks')).toContain('No build was taken to pieces.')
    expect(html).not.toContain('<table')
  })

  it.each([
    [{}, 'All is well. This process leads'],
    [
      { role: 'standing-by' },
      'All is well. This process stands by, to take over when the leader ends. stat-1:4711 leads.',
    ],
    [{ role: 'standing-by', leader: null }, 'Not well: nobody leads.'],
    [{ role: 'draining' }, 'This process finishes what it has begun'],
    [{ role: 'idle', leader: null }, 'Not running. Nothing runs here'],
    [{ alarms: EVERYTHING.alarms.slice(0, 1) }, 'Not well: 1 alarm stands. This process leads'],
    [{ unknown: EVERYTHING.unknown }, 'Running. 2 decisions wait for somebody.'],
  ] as const)('tells in a sentence how it stands: %j', (change, sentence) => {
    expect(words(render({ ...EMPTY, ...change }), 'standing')).toContain(sentence)
  })

  it('writes all that comes from elsewhere as text', () => {
    const evil = '<script>alert("1")</script>'
    const text = `${evil}'&`
    const [run] = EVERYTHING.runs
    const [unknown] = EVERYTHING.unknown
    if (!run || !unknown) throw new Error('nothing to write')
    const approval = {
      version: 1,
      kind: text,
      changes: 1,
      undecided: 0,
      sheet: `out/review/${text}`,
      notices: [{ language: text, area: text, text }],
    }
    const everywhere: Status = {
      ...EVERYTHING,
      engine: text,
      leader: text,
      alarms: [{ grade: 'alarm', key: text, factsheet: text, sentence: text, raised: EMPTY.now, told: null }],
      runs: (['failed', 'asking', 'waiting-for-approval'] as const).map((state) => ({
        ...run,
        state,
        schedule: text,
        factsheet: text,
        edition: text,
        detail: { summary: text, problems: text, approval },
      })),
      upcoming: [{ schedule: text, factsheet: text, edition: text, at: EVERYTHING.upcoming[0]?.at ?? '', steps: [] }],
      deliveries: [{ factsheet: text, edition: text, version: 1, state: 'sent', count: 1 }],
      unknown: [{ ...unknown, factsheet: text, edition: text, recipient: text, response: text }],
    }
    const html = render(everywhere, { ...ACTING, csrf: text, told: { done: false, sentence: text } })
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/alert\("/)
    expect(mended(html)).toEqual([])
    expect(html.split('&lt;script&gt;').length).toBeGreaterThan(40)
  })

  it('shows a notice in its own language, with how much it changes and the way to the review sheet', () => {
    const html = render(EVERYTHING)
    expect(html).toMatch(/<p lang="nl" dir="auto">Correctie van 15 januari 2027\. [^<]*63/)
    expect(html).toMatch(/<p lang="fr" dir="auto">Correction du 15/)
    expect(words(html, 'waiting')).toContain('Version 2, correction: 14 changes, 1 of them not decided yet')
    expect(html).toContain('<a href="/review/voluntary-return-2025.html">')
  })

  it('leads to no sheet outside the folder of sheets', () => {
    for (const sheet of ['out/review/../secret.html', '/etc/passwd', 'out/review/a/b.html', null]) {
      const runs = EVERYTHING.runs.map((one) => {
        const { approval } = one.detail
        return approval ? { ...one, detail: { approval: { ...approval, sheet } } } : one
      })
      expect(render({ ...EVERYTHING, runs })).not.toContain('href="/review')
    }
  })

  it('tells why a run waits and when it goes on, and the problems of one that failed in full', () => {
    const html = render(EVERYTHING)
    expect(words(html, 'runs')).toMatch(
      /waits for data The file data\/waste\/collected\.csv has no rows of December yet\. Goes on at 2027-01-15 09:50 \+01:00 , in 3 h 20 min \. step: build/,
    )
    expect(words(html, 'runs')).toContain('failed The numbers do not reconcile. stopped at: build')
    expect(html).toMatch(
      /<pre tabindex="0" role="region" aria-label="[^"]+">data\/voluntary-return\/returns-by-month\.csv:14:20 {2}problem total-differs\n/,
    )
    expect(html).toContain('   14 | 2026-04,fedasil,61,A,F\n      |                 ^^\n')
  })

  it('tells moments on the clocks of the zone, in summer and in winter', () => {
    const html = render(EVERYTHING)
    expect(html).toContain(
      '<time datetime="2027-01-15T06:30+01:00">2027-01-15 06:30 <span class="quiet">+01:00</span></time>',
    )
    expect(html).toContain('<time datetime="2026-07-15T06:00+02:00">')
    expect(words(html, 'due')).toMatch(/2027-07-15 06:00 \+02:00 Europe\/Brussels in 180 d 22 h build, publish, send/)
    expect(words(render(EVERYTHING, { ...ACTING, zone: 'UTC' }))).toContain('As of 2027-01-15 05:30 +00:00 UTC')
  })

  it('counts messages by version and state', () => {
    expect(words(render(EVERYTHING), 'deliveries')).toContain('voluntary-return 2025 1 0 0 412 0 3 2 417')
  })

  it('names nobody: neither addresses, nor the whole of what stands for one', () => {
    const shown = words(render(EVERYTHING))
    expect(shown).not.toContain('@example.org')
    expect(shown).toContain(RECIPIENT.slice(0, 12))
    expect(shown).not.toContain(RECIPIENT)
  })

  it('offers what fits: to settle, to try again, to make up for, to clear', () => {
    const forms = [...render(EVERYTHING).matchAll(/<form method="post" action="\/act">(.*?)<\/form>/gs)].map(
      ([, form = '']) => {
        const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ])
        return Object.fromEntries(fields) as Record<string, string>
      },
    )
    expect(forms.every(({ csrf }) => csrf === 'c5f')).toBe(true)
    const asked = forms.map(({ kind, how, schedule, key }) => [kind, how ?? schedule ?? key].join(' '))
    expect(asked).toEqual([
      'clear failed voluntary-return/provisional',
      'clear mail',
      'retry voluntary-return/changed/2025',
      'run waste/quarterly',
      'skip waste/quarterly',
      'resolve sent',
      'resolve again',
      'resolve sent',
      'resolve again',
      'retry voluntary-return/changed/2025',
      'retry waste/monthly',
      'retry tourism/nights',
      'retry voluntary-return/provisional',
    ])
  })

  it('gives every button a name of its own', () => {
    const html = render(EVERYTHING).replace(/<section id="runs"[\s\S]*?<\/section>/, '')
    const names = [...html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, name = '']) => words(name))
    expect(new Set(names).size).toBe(names.length)
  })

  it('offers nothing to whoever only looks, and says how to do more', () => {
    const html = render(EVERYTHING, LOOKING)
    expect(html).not.toMatch(/<form|<button|csrf/)
    expect(html).toContain('<a href="/sign-in">Sign in</a> to settle')
    const closed = render(EVERYTHING, { ...LOOKING, canSignIn: false })
    expect(closed).not.toContain('/sign-in')
    expect(words(closed, 'waiting')).toContain('started without a token')
  })

  it('tells what came of something that was asked for', () => {
    const told = (done: boolean) =>
      words(render(EMPTY, { ...ACTING, told: { done, sentence: 'The alarm is cleared.' } }))
    expect(told(true)).toMatch(/(?<!Not done: )The alarm is cleared\./)
    expect(told(false)).toContain('Not done: The alarm is cleared.')
  })
})
