// Verdicts as text: what failed, then a table of document and profile.

/** Failures first, each rule once; then one line for each verdict; then the sum. */
export function reportVerdicts({ version, verdicts, refused }) {
  const failed = verdicts.filter(({ passed }) => !passed)
  const lines = [...failed.flatMap(failuresOf), ...table(verdicts)]
  const sum = failed.length === 0 ? `all ${verdicts.length} pass` : `${failed.length} of ${verdicts.length} fail`
  const unbuilt =
    refused.length === 0 ? '' : `, and the documents of ${refused.length} factsheet(s) could not be judged`
  return `${lines.join('\n')}\n\nveraPDF ${version}: ${sum}${unbuilt}.`
}

function failuresOf({ name, profile, failures }) {
  const told = failures.length > 0 ? failures : [{ clause: '-', test: 0, times: 1, description: 'not compliant' }]
  return told.flatMap(({ clause, test, times, description, message, context }) => [
    `FAIL ${name} · ${profile} · clause ${clause}, test ${test} · ${times === 1 ? 'once' : `${times} times`}`,
    `     ${description}`,
    ...(message && message !== description ? [`     ${message}`] : []),
    ...(context ? [`     first at ${context}`] : []),
    '',
  ])
}

function table(verdicts) {
  const width = Math.max('document'.length, ...verdicts.map(({ name }) => name.length))
  const row = (document, profile, verdict, checks) =>
    `${document.padEnd(width)}  ${profile.padEnd(8)}  ${verdict.padEnd(7)}  ${String(checks).padStart(7)}`
  return [
    row('document', 'profile', 'verdict', 'checks'),
    ...verdicts.map(({ name, profile, passed, checks }) => row(name, profile, passed ? 'pass' : 'FAIL', checks)),
  ]
}
