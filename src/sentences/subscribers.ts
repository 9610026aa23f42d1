import type { Sentence } from '../problem.ts'

const ADDRESS_HINTS: Readonly<Record<string, string>> = {
  at: 'an address has one @, with a name before it and a domain behind it',
  local: 'before the @ stand letters, digits and signs such as . - _ +, and no blank, comma or quote',
  'local-not-ascii': 'write the part before the @ without accents: most mail servers know no others',
  domain: 'behind the @ stands a domain such as example.org',
  long: 'it is longer than mail servers allow',
}

/** What is said of subscribers. */
export const subscriberSentences = {
  'subscribers-missing': (f: { columns: readonly string[] }) => ({
    message: 'There is no list of subscribers',
    hint: `make data/subscribers.csv with the columns ${f.columns.join(', ')}; it holds personal data, so keep it out of git`,
  }),
  'address-malformed': (f: { fault: string }) => ({
    message: 'This is not an e-mail address',
    hint: ADDRESS_HINTS[f.fault],
  }),
  'subscriber-doubled': (f: { line: number }) => ({
    message: `This address stands in line ${f.line} already: capitals, and accents in a domain, make no other one`,
    hint: 'leave one row, with all factsheets that the person wants',
  }),
  'subscribed-to-unknown': (f: { factsheet: string; hint: string }) => ({
    message: `There is no factsheet "${f.factsheet}"`,
    hint: `${f.hint} (* stands for all)`,
  }),
  'subscriber-language-unknown': (f: { language: string; factsheets: readonly string[]; hint: string }) => ({
    message: `There is no language "${f.language}" in ${f.factsheets.join(', ')}`,
    hint: f.hint,
  }),
  'subscriber-area-unknown': (f: { area: string; hint: string }) => ({
    message: `No factsheet that this person gets has an area "${f.area}"`,
    hint: `${f.hint} (an empty cell stands for all areas)`,
  }),
  'consent-in-future': (f: { date: string }) => ({
    message: `The consent is dated ${f.date}, which is still to come`,
    hint: 'write the day on which the person subscribed',
  }),
} satisfies Record<string, (facts: never) => Sentence>
