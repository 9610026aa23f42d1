// The verdict of veraPDF on documents: each against PDF/UA-1 and against the PDF/A that it claims, 2a or 3a.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { firstWords } from './run.mjs'
import { trouble } from './trouble.mjs'

/** Level A of PDF/A-3 takes attachments and is the rule; 2a is accepted from a document that says so itself. */
const ACCEPTED = [['PDF/UA-1'], ['PDF/A-3a', 'PDF/A-2a']]
const FLAVOURS = { 'PDF/UA-1': 'ua1', 'PDF/A-3a': '3a' }
const ONE_EXAMPLE = ['--format', 'json', '--maxfailuresdisplayed', '1']

/**
 * For each of `documents`, `{ file, name }`, two verdicts: `{ name, profile, passed, checks, failures }`, a failure being
 * `{ clause, test, description, times, context, message }`; and the version of the veraPDF that judged. Throws a Trouble
 * when it gave no report.
 */
export async function judge(documents, validate) {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-conformance-'))
  try {
    // Numbered: in a C locale Java neither opens nor prints a name outside ASCII.
    const papers = documents.map(({ name }, index) => ({ name, paper: `${index + 1}.pdf`, found: new Map() }))
    for (const [index, { file }] of documents.entries()) copyFileSync(file, join(folder, papers[index].paper))
    const ask = (flavour, some) => examine(flavour, some, (args) => validate(args, folder))
    // One process for all: 0 judges by what a document claims, ua1 by default.
    const version = await ask(['-f', '0', '-df', 'ua1'], papers)
    // What does not claim a profile is judged by it all the same, so that all that is missing is told.
    for (const accepted of ACCEPTED) {
      const silent = papers.filter(({ found }) => !accepted.some((profile) => found.has(profile)))
      if (silent.length > 0) await ask(['-f', FLAVOURS[accepted[0]]], silent)
    }
    return { version, verdicts: papers.flatMap(verdictsOn) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Adds to each paper what veraPDF found by profile; returns the version of veraPDF. */
async function examine(flavour, papers, validate) {
  const answer = await validate([...flavour, ...ONE_EXAMPLE, ...papers.map(({ paper }) => paper)])
  const { buildInformation, jobs } = parse(answer)
  for (const { itemDetails, validationResult, taskException } of jobs) {
    const judged = papers.find(({ paper }) => paper === basename(itemDetails.name))
    if (!judged) continue
    if (taskException) judged.unread = String(taskException.exceptionMessage ?? taskException)
    for (const result of [validationResult ?? []].flat())
      judged.found.set(result.profileName.replace(/ validation profile$/i, ''), result)
  }
  return buildInformation.releaseDetails[0].version
}

function parse(answer) {
  try {
    return JSON.parse(answer.out).report
  } catch (error) {
    throw trouble('no-report', { reason: answer.missing ? 'it does not start' : firstWords(answer) }, error)
  }
}

function verdictsOn({ name, found, unread }) {
  return ACCEPTED.map((accepted) => {
    const profile = accepted.find((one) => found.has(one)) ?? accepted[0]
    const result = found.get(profile)
    const failures = result ? failuresOf(result) : [unreadable(unread)]
    // Passed is what veraPDF calls compliant, to the end, after checks that it made; a silence is not.
    const checks = result ? result.details.passedChecks + result.details.failedChecks : 0
    const compliant = result?.compliant === true && result.jobEndStatus === 'normal' && checks > 0
    return { name, profile, passed: compliant && failures.length === 0, checks, failures }
  })
}

// Sorted, because veraPDF tells its rules in another order at every run.
const failuresOf = ({ details }) =>
  details.ruleSummaries
    .filter(({ ruleStatus }) => ruleStatus !== 'PASSED')
    .map(failureOf)
    .sort((one, other) => rule(one).localeCompare(rule(other), 'en', { numeric: true }))

const rule = ({ clause, test }) => `${clause}-${test}`

const failureOf = ({ clause, testNumber, description, failedChecks, checks: [example] = [] }) => ({
  clause,
  test: testNumber,
  description,
  times: failedChecks,
  context: example?.context,
  message: example?.errorMessage,
})

const unreadable = (reason) => ({
  clause: '-',
  test: 0,
  description: `veraPDF could not judge it: ${reason ?? 'it is not in its report'}`,
  times: 1,
})
