import { describe, expect, it } from 'vitest'
import { checkNames } from '../../src/html/scope.ts'
import { readTemplates, run } from '../../src/html/template.ts'
import { listener, memoryWorld } from '../memory-world.ts'

const HELPERS = ['each', 'if', 'unless', 'with', 'text', 'figure', 'sides']

async function read(files: Readonly<Record<string, string>>) {
  const { tell, problems } = listener()
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([name, text]) => [`t/${name}`, text])))
  return { templates: await readTemplates(['t'], world, tell), problems, tell }
}

async function names(view: object, files: Readonly<Record<string, string>>) {
  const { templates, problems, tell } = await read(files)
  const page = templates.pages.get('page')
  if (page) checkNames(page, templates, HELPERS, view, tell)
  return problems.map((one) => `${one.place?.file}:${one.place?.line}:${one.place?.column} ${one.message}; ${one.hint}`)
}

describe('names in templates', () => {
  const view = {
    title: 'x',
    empty: '',
    sides: [{ code: 'nl' }],
    tables: { months: { id: 'months', rows: [{ cells: [1] }] } },
  }

  it('accepts names that are there, even when they are empty, at any depth', async () => {
    const text =
      '{{title}}{{empty}}{{#each tables.months.rows}}{{@index}}{{#each cells}}{{this}}{{../../title}}{{/each}}{{/each}}'
    expect(await names(view, { 'page.hbs': text })).toEqual([])
  })

  it('names an unknown name with its line and the nearest one, in output, in blocks and in arguments', async () => {
    expect(
      await names(view, { 'page.hbs': '{{titel}}\n{{#if titel}}{{/if}}\n{{#each tables.month.rows}}{{/each}}' }),
    ).toEqual([
      't/page.hbs:1:3 The page has no "titel"; did you mean "title"?',
      't/page.hbs:2:7 The page has no "titel"; did you mean "title"?',
      't/page.hbs:3:9 In {{tables.month.rows}}, the page has no "month"; did you mean "months"?',
    ])
  })

  it('looks into partials, in the context that they are given', async () => {
    const files = { 'page.hbs': '{{> table tables.months}}', 'partials/table.hbs': '{{id}}\n{{titl}}' }
    expect(await names(view, files)).toEqual(['t/partials/table.hbs:2:3 The page has no "titl"; there is: id, rows'])
  })

  it('names unknown helpers and partials', async () => {
    expect(await names(view, { 'page.hbs': '{{txt "a"}}{{> tabel}}', 'partials/table.hbs': '' })).toEqual([
      't/page.hbs:1:3 There is no helper "txt"; did you mean "text"?',
      't/page.hbs:1:16 There is no partial "tabel"; did you mean "table"?',
    ])
  })

  it('gives the line of a syntax error', async () => {
    const { problems } = await read({ 'page.hbs': 'fine\n{{#if x}}' })
    expect(problems).toMatchObject([{ code: 'template-syntax', place: { file: 't/page.hbs', line: 2 } }])
  })
})

describe('places in templates', () => {
  const unsafe = async (text: string) => (await read({ 'page.hbs': text })).problems.map((one) => one.code)

  it.each([
    ['<p>{{{title}}}</p>'],
    ['<script>{{title}}</script>'],
    ['<style>{{title}}</style>'],
    ['<a href={{title}}>x</a>'],
    ['<a onclick="{{title}}">x</a>'],
    ['<p style="color: {{title}}">x</p>'],
    ['<{{title}}>'],
    ['<p class="{{text "a"}}">x</p>'],
    ['{{#if x}}<a title={{/if}}{{title}}>x</a>'],
  ])('refuses %s', async (text) => {
    expect(await unsafe(text)).toEqual(['template-unsafe-place'])
  })

  it.each([
    ['<p class="a {{title}}" id=\'{{title}}\'>{{text "a"}}</p>'],
    ['<script>1</script>{{title}}'],
    ['<!-- <p --> {{title}}'],
  ])('accepts %s', async (text) => {
    expect(await unsafe(text)).toEqual([])
  })
})

describe('compiled templates', () => {
  it('escape values and throw for a name that is not there, inside partials too (handlebars#1708)', async () => {
    const { templates } = await read({ 'page.hbs': '{{title}}{{> part}}', 'partials/part.hbs': '{{missing}}' })
    const page = templates.pages.get('page')
    if (!page) throw new Error('no page')
    expect(() => run(page, templates, {}, { title: '<b>' })).toThrow(/missing/)
  })

  it('reach no prototype', async () => {
    const { templates } = await read({ 'page.hbs': '{{constructor}}{{__proto__}}' })
    const page = templates.pages.get('page')
    if (!page) throw new Error('no page')
    expect(run(page, templates, {}, {})).toBe('')
    expect(await names({}, { 'page.hbs': '{{constructor}}{{__proto__}}' })).toHaveLength(2)
  })
})
