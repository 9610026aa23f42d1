/** What a validator of HTML complains of. */
import { HtmlValidate } from 'html-validate'

const judge = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Written as the tool's other pages are.
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    // The length of a title is the factsheet's own.
    'long-title': 'off',
    // A box that scrolls must be reached by keyboard, and be named when it is.
    'no-redundant-for': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'prefer-native-element': ['error', { exclude: ['region', 'group'] }],
  },
})

/** One line a complaint. */
export async function complaints(html: string): Promise<readonly string[]> {
  const { results } = await judge.validateString(html)
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`))
}
