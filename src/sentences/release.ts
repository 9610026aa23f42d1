import type { Sentence } from '../problem.ts'

const ARTICLES: Readonly<Record<string, string>> = {
  editorial: 'an editorial change',
  revision: 'a revision',
  correction: 'a correction',
  confidentiality: 'a withdrawal of figures',
}

/** What is said of versions, approvals and the public folder. */
export const releaseSentences = {
  'reason-missing': (f: { language: string }) => ({
    message: `There is no reason in ${f.language}`,
    hint: 'readers in every language are told why: give the reason in each of them',
  }),
  'reason-in-no-language': (f: { language: string; languages: readonly string[] }) => ({
    message: `A reason is given in "${f.language}", which is no language of this factsheet`,
    hint: `its languages are ${f.languages.join(', ')}`,
  }),
  'reason-without-language': (f: { option: string; text: string }) => ({
    message: `${f.option} "${f.text}" does not say in which language it is`,
    hint: `write the code of the language and = before it, and give one for each language`,
  }),
  'nothing-published': (f: { factsheet: string; edition: string; version?: number | undefined }) => ({
    message: `There is no published version${f.version === undefined ? '' : ` ${f.version}`} of ${f.factsheet} ${f.edition}`,
    hint: `\`diptych publish ${f.factsheet} --edition ${f.edition}\` publishes the first one`,
  }),
  'approval-for-others': (f: { file: string }) => ({
    message: 'This approval was given for other differences than there are now',
    hint: `read \`diptych diff\` again, and have them approved again: \`diptych approve\` replaces ${f.file}`,
  }),
  'approval-too-light': (f: { given: string; found: string }) => ({
    message: `The approval is for ${ARTICLES[f.given] ?? f.given}, but the differences ask for ${ARTICLES[f.found] ?? f.found}`,
    hint: 'a kind can be raised, with a reason, and never lowered',
  }),
  'kind-undecided': (f: { rows: readonly string[]; more: number }) => ({
    message: `Rows came, went, or have a number now that they had not: ${f.rows.join('; ')}${f.more > 0 ? `; and ${f.more} more` : ''}`,
    hint: 'say whether that is a revision or a correction: --kind revision --because "…"',
  }),
  'kind-unexplained': (f: { given: string; found: string }) => ({
    message: `The differences ask for ${ARTICLES[f.found] ?? f.found}; nothing says why it is to be ${ARTICLES[f.given] ?? f.given}`,
    hint: 'add --because "…"',
  }),
  'reason-tells-number': (f: { language: string; number: string }) => ({
    message: `The reason in ${f.language} tells ${f.number}, which is withheld from now on`,
    hint: 'say why the number is withdrawn without telling it',
  }),
  'nothing-to-approve': (f: { factsheet: string; edition: string; version: number }) => ({
    message: `Nothing of ${f.factsheet} ${f.edition} needs an approval: version ${f.version} says the same, or only words differ`,
  }),
  'public-file-missing': (f: { file: string }) => ({
    message: `${f.file} was published, and is not there`,
    hint: 'run `diptych publish` again: it puts the public folder in place as it was',
  }),
  'public-file-changed': (f: { file: string }) => ({
    message: `${f.file} is not what was published`,
    hint: 'run `diptych publish` again: it puts the public folder in place as it was; and find out who changed it',
  }),
  'public-file-unknown': (f: { file: string }) => ({
    message: `${f.file} was never published`,
    hint: 'run `diptych publish` again: it shows what is published, and nothing else',
  }),
  'withdrawn-file-public': (f: { file: string }) => ({
    message: `${f.file} was withdrawn, and is still there`,
    hint: 'run `diptych publish` again: it puts a page in its place that says so',
  }),
  'kept-file-changed': (f: { file: string }) => ({
    message: `${f.file}, which is kept as it was published, is not that any more`,
    hint: 'bring it back from a backup of out/archive',
  }),
  'rebuilt-otherwise': (f: { edition: string; version: number; files: readonly string[] }) => ({
    message: `Version ${f.version} of ${f.edition}, made again from its inputs, is another: ${f.files.join(', ')}`,
    hint: 'its inputs in out/archive were changed, or something is missing there',
  }),
  'changed-under-way': (_: object) => ({
    message: 'A file was changed while the edition was being made, so nothing was published',
    hint: 'run the command again',
  }),
  'edition-partly': (f: { option: string }) => ({
    message: `An edition is published whole: ${f.option} leaves a part of it out`,
    hint: `leave ${f.option} away`,
  }),
} satisfies Record<string, (facts: never) => Sentence>
