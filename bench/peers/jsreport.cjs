// The same documents by jsreport, in one process and warm, with the settings that its manual names as fast: code that is
// trusted, and a pool of browsers that stay. Run by bench/throughput.ts in a folder into which jsreport was installed.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')

const here = createRequire(`${process.cwd()}/`)
const { executable, args, pages, workers } = JSON.parse(readFileSync(process.argv[2], 'utf8'))

/** A page as its author would write it for jsreport: each figure and each chart a placeholder, the rest as it is. */
function asTemplate(html) {
  const data = { charts: [], figures: [] }
  const content = html
    .replace(/<svg[\s\S]*?<\/svg>/g, (svg) => `{{{lookup charts ${data.charts.push(svg) - 1}}}}`)
    .replace(
      /(<data [^>]*>)([^<]*)(?=<\/data>)/g,
      (_, tag, text) => `${tag}{{lookup figures ${data.figures.push(text) - 1}}}`,
    )
  return { content, data }
}

async function main() {
  process.env.chrome_launchOptions_executablePath = executable
  const jsreport = here('@jsreport/jsreport-core')({
    rootDirectory: process.cwd(),
    loadConfig: false,
    trustUserCode: true,
    store: { provider: 'memory' },
    blobStorage: { provider: 'memory' },
    logger: { silent: true },
    workers: { numberOfWorkers: workers },
    extensions: {
      'chrome-pdf': {
        strategy: 'chrome-pool',
        numberOfWorkers: workers,
        launchOptions: { executablePath: executable, args, headless: 'shell' },
      },
    },
  })
  jsreport.use(here('@jsreport/jsreport-handlebars')())
  jsreport.use(here('@jsreport/jsreport-chrome-pdf')())
  await jsreport.init()
  // Documents of one language share a template, which jsreport compiles once.
  const documents = pages.map((file) => asTemplate(readFileSync(file, 'utf8')))
  const one = async ({ content, data }) => {
    const template = { content, engine: 'handlebars', recipe: 'chrome-pdf', chrome: { printBackground: true } }
    const { content: pdf } = await jsreport.render({ template, data })
    if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('jsreport made no PDF')
  }
  const all = async (queue) => {
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await one(next)
    }
    await Promise.all(Array.from({ length: workers }, work))
  }
  await all(documents.slice(0, 2 * workers))
  const started = performance.now()
  await all([...documents])
  console.log(JSON.stringify({ documents: documents.length, milliseconds: performance.now() - started }))
  await jsreport.close()
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
