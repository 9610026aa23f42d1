/** What a plain script does: a browser for each document, one after the other. Run by bench/throughput.ts like floor.ts. */
import { readFile, writeFile } from 'node:fs/promises'
import puppeteer from 'puppeteer'
import type { Errand } from './floor.ts'

const { executable: executablePath, args, env, documents } = JSON.parse(process.argv[2] ?? '') as Errand
for (const { html, pdf } of documents) {
  const browser = await puppeteer.launch({ executablePath, args: [...args], env, headless: 'shell', pipe: true })
  const tab = await browser.newPage()
  await tab.setContent(await readFile(html, 'utf8'), { waitUntil: 'load' })
  await writeFile(pdf, await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }))
  await browser.close()
}
