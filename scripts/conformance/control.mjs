// A validator that finds nothing says the same as one that looks at nothing. So it is first shown a document as
// Chromium prints it, unfinished, whose faults are known: control.pdf, printed from control.html.
import { fileURLToPath } from 'node:url'
import { judge } from './judge.mjs'
import { trouble } from './trouble.mjs'

const CONTROL = fileURLToPath(new URL('control.pdf', import.meta.url))

/** Rules that control.pdf breaks: decoration, metadata, links, list bodies, figures; file id, colour, metadata. */
const BROKEN = {
  'PDF/UA-1': ['7.1-3', '7.1-8', '7.18.1-2', '7.18.5-1', '7.18.5-2', '7.2-20', '7.3-1'],
  'PDF/A-3a': ['6.1.3-1', '6.2.4.3-2', '6.6.2.1-1'],
}

/** Throws a Trouble when the validator misses a fault of the control. */
export async function tryOnControl(validate) {
  const { version, verdicts } = await judge([{ file: CONTROL, name: 'control.pdf' }], validate)
  const missed = verdicts.flatMap(({ profile, failures }) => {
    const found = new Set(failures.map(({ clause, test }) => `${clause}-${test}`))
    return BROKEN[profile].filter((rule) => !found.has(rule)).map((rule) => `${profile} ${rule}`)
  })
  if (missed.length > 0) throw trouble('blind-validator', { version, missed })
}
