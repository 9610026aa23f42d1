import type { Sentence } from '../problem.ts'

const SYNTAX: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a { has no } that closes it',
  EMPTY_ARGUMENT: 'there is nothing between { and }',
  MALFORMED_ARGUMENT: 'what stands between { and } is not a name; a name is letters, digits and _',
  EXPECT_ARGUMENT_TYPE: 'after the comma, plural or select is missing',
  INVALID_ARGUMENT_TYPE: 'after the comma, only plural or select can stand',
  EXPECT_SELECT_ARGUMENT_OPTIONS: 'a comma and the choices are missing after plural or select',
  EXPECT_SELECT_ARGUMENT_SELECTOR: 'the choices are missing',
  EXPECT_PLURAL_ARGUMENT_SELECTOR: 'the choices are missing',
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: 'a choice has no text in { } after it',
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT: 'a choice has no text in { } after it',
  INVALID_PLURAL_ARGUMENT_SELECTOR: 'a choice is neither a plural form nor a number such as =0',
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: 'the same choice stands twice',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'the same choice stands twice',
  MISSING_OTHER_CLAUSE: 'the choice `other` is missing',
  INVALID_TAG: 'a tag is not written as <strong>…</strong>',
  INVALID_TAG_NAME: 'a tag is not written as <strong>…</strong>',
  UNMATCHED_CLOSING_TAG: 'a closing tag does not belong to the tag that is open',
  UNCLOSED_TAG: 'a tag is opened but not closed',
}

const braces = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ')

const differs = (missing: readonly string[], extra: readonly string[]): string =>
  [missing.length > 0 && `lacks ${missing.join(', ')}`, extra.length > 0 && `has ${extra.join(', ')} besides`]
    .filter(Boolean)
    .join(' and ')

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text)

export const textSentences = {
  'unknown-locale': (f: { language: string; locale: string }) => ({
    message: `The locale "${f.locale}" of language ${f.language} is not known`,
    hint: 'write a tag such as nl-BE, fr-BE or ar',
  }),
  'text-file-missing': (f: { file: string; language: string }) => ({
    message: `There is no ${f.file}, the texts of language ${f.language}`,
    hint: 'copy the file of another language and translate it',
  }),
  'text-not-utf8': (f: { file: string }) => ({
    message: `${f.file} is not saved as UTF-8, so its accents cannot be read`,
    hint: 'save it again with the encoding UTF-8',
  }),
  'text-wrong-shape': (f: { key: string; expected: string }) => ({
    message: `"${f.key}" must hold ${f.expected}`,
  }),
  'text-empty': (f: { key: string }) => ({
    message: `"${f.key}" has no text`,
    hint: 'write the text, or take the key out in every language',
  }),
  'text-not-text': (f: { key: string; found: string }) => ({
    message: `"${f.key}" is not a text: ${short(f.found)}`,
    hint: 'put it between quotes; a list of texts must become keys with a text each',
  }),
  'text-not-a-pattern': (f: { pattern: string; reason: string }) => ({
    message: `The forbidden wording "${f.pattern}" is not a regular expression: ${f.reason}`,
  }),
  'message-syntax': (f: { key: string; kind: string }) => ({
    message: `"${f.key}" cannot be read: ${SYNTAX[f.kind] ?? 'its { } or < > do not fit together'}`,
    hint: 'write {name} for a value and {name, plural, one {…} other {…}} for a choice; every { needs its }',
  }),
  'message-own-format': (f: { key: string; written: string; name: string }) => ({
    message: `"${f.key}" formats a value itself: ${f.written}`,
    hint: `write {${f.name}}: numbers and dates are printed in the house style`,
  }),
  'message-pound': (f: { key: string }) => ({
    message: `"${f.key}" uses # for a number`,
    hint: 'write the value again, e.g. {total}, so that it is printed in the house style',
  }),
  'message-offset': (f: { key: string }) => ({
    message: `"${f.key}" uses offset in a plural, which is not supported`,
    hint: 'write a choice for each case instead',
  }),
  'message-tag': (f: { key: string; tag: string; hint: string }) => ({
    message: `"${f.key}" uses the tag <${f.tag}>, which texts cannot hold`,
    hint: f.hint,
  }),
  'message-missing': (f: { key: string; language: string; other: string; file: string; near: string | null }) => ({
    message: `"${f.key}" is there in ${f.other} but not in ${f.language}`,
    hint: f.near
      ? `${f.language} has "${f.near}", which ${f.other} has not: is it the same one, spelled otherwise?`
      : `add it to ${f.file}`,
  }),
  'placeholders-differ': (f: {
    key: string
    language: string
    other: string
    missing: readonly string[]
    extra: readonly string[]
  }) => ({
    message: `"${f.key}" speaks of other values in ${f.language} than in ${f.other}: ${f.language} ${differs(
      f.missing.map((one) => braces([one])),
      f.extra.map((one) => braces([one])),
    )}`,
    hint: 'every language must tell the reader the same figures',
  }),
  'tags-differ': (f: {
    key: string
    language: string
    other: string
    missing: readonly string[]
    extra: readonly string[]
  }) => ({
    message: `"${f.key}" has other tags in ${f.language} than in ${f.other}: ${f.language} ${differs(
      f.missing.map((one) => `<${one}>`),
      f.extra.map((one) => `<${one}>`),
    )}`,
  }),
  'select-differs': (f: {
    key: string
    language: string
    other: string
    name: string
    missing: readonly string[]
    extra: readonly string[]
  }) => ({
    message: `"${f.key}" has other choices for {${f.name}} in ${f.language} than in ${f.other}: ${f.language} ${differs(f.missing, f.extra)}`,
    hint: 'the words before { } in a select are codes: they are not translated',
  }),
  'plural-form-missing': (f: {
    key: string
    name: string
    language: string
    needed: readonly string[]
    missing: readonly string[]
  }) => ({
    message: `"${f.key}" has no plural form ${f.missing.join(', ')} for {${f.name}}`,
    hint: `language ${f.language} needs ${f.needed.join(', ')}`,
  }),
  'plural-form-unused': (f: {
    key: string
    name: string
    language: string
    needed: readonly string[]
    unused: readonly string[]
  }) => ({
    message: `"${f.key}" has a plural form ${f.unused.join(', ')} for {${f.name}}, which this language never uses`,
    hint: `language ${f.language} uses ${f.needed.join(', ')}; for an exact number write =0, =1 …`,
  }),
  'straight-apostrophe': (f: { key: string }) => ({
    message: `"${f.key}" has a straight apostrophe; before a { it would hide the value`,
    hint: 'write the curly one: ’',
  }),
  'double-space': (f: { key: string; at: string }) => ({
    message: `"${f.key}" has two spaces in a row at "${short(f.at)}"`,
    hint: 'leave one; spaces inside a choice count too',
  }),
  'digit-in-prose': (f: { key: string; digits: string }) => ({
    message: `"${f.key}" has a typed number: ${f.digits}`,
    hint: 'write the figure as {name}, so that it is always right; add a fixed name such as COVID-19 to `digits:`',
    severity: 'warning' as const,
  }),
  untranslated: (f: { key: string; language: string; other: string; text: string }) => ({
    message: `"${f.key}" is the same in ${f.language} as in ${f.other}: ${short(f.text)}`,
    hint: 'translate it, or add the text to `lint: same:` when it is the same in both languages',
    severity: 'warning' as const,
  }),
  'foreign-term': (f: { key: string; found: string; language: string; other: string; own: readonly string[] }) => ({
    message: `"${f.key}" has "${f.found}", a word of ${f.other}, in a text of ${f.language}`,
    hint:
      f.own.length > 0
        ? `in ${f.language} it is ${f.own.join(' or ')}`
        : `when ${f.language} has the same word, add it to \`terms:\` there`,
  }),
  'forbidden-wording': (f: { key: string; found: string; reason: string }) => ({
    message: `"${f.key}" has "${f.found}": ${f.reason}`,
  }),
  'translation-stale': (f: { key: string; language: string; file: string; now: string }) => ({
    message: `Stale translation: "${f.key}" was translated to ${f.language} from a text that has changed since`,
    hint: `it now says: ${short(f.now)}`,
    severity: 'warning' as const,
  }),
  'translation-not-reviewed': (f: { key: string; language: string; file: string }) => ({
    message: `Nobody has reviewed the translation of "${f.key}" to ${f.language}`,
    hint: `it has no entry in ${f.file}`,
    severity: 'warning' as const,
  }),
  'area-not-named': (f: { key: string; language: string }) => ({
    message: `"${f.key}" does not name the area in ${f.language}, so the documents of all areas would be called the same`,
    hint: 'write {area} in it, or a form of its name such as {area_to}; inside a choice, in every case',
  }),
  'unknown-message': (f: { key: string; language: string; hint: string }) => ({
    message: `There is no text "${f.key}" in ${f.language}`,
    hint: f.hint,
  }),
  'placeholder-without-value': (f: { key: string; name: string; hint: string }) => ({
    message: `"${f.key}" speaks of {${f.name}}, which has no value here`,
    hint: f.hint,
  }),
  'plural-of-a-text': (f: { key: string; name: string; value: string }) => ({
    message: `"${f.key}" has a plural on {${f.name}}, which is no number but "${short(f.value)}"`,
    hint: 'take the plural on a figure, or use select',
  }),
  'name-missing': (f: { dimension: string; code: string; form: string; language: string }) => ({
    message: `There is no name for ${f.dimension} ${f.code} in ${f.language}`,
    hint: `add names.${f.dimension}.${f.code} to the text file of ${f.language}`,
  }),
  'name-form-missing': (f: { dimension: string; code: string; form: string; language: string }) => ({
    message: `The name of ${f.dimension} ${f.code} has no form "${f.form}" in ${f.language}`,
    hint: `write names.${f.dimension}.${f.code} with the forms name and ${f.form}`,
  }),
} satisfies Record<string, (facts: never) => Sentence>
