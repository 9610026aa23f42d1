/** The small pages beside the status: the one that asks for the token, and those that say why there is no other. */
import { markup } from '../../release/site/markup.ts'
import { framed, type Page, type StyleFor } from '../page/frame.ts'

/** `trouble`: why the last one was not taken. */
export function signInPage(trouble: string | null, styleFor: StyleFor): Page {
  const told = trouble === null ? null : markup`<p class="told sign bad" id="trouble" role="alert">${trouble}</p>\n`
  const described = trouble === null ? 'token-hint' : 'token-hint trouble'
  const main = markup`${told}<form class="sign-in" method="post" action="/sign-in">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required aria-describedby="${described}">
<p class="quiet" id="token-hint">The one with which this page was started. It is asked for again after eight hours.</p>
<button type="submit">Sign in</button>
</form>`
  const lead = 'Whoever is signed in can settle what waits for somebody.'
  return framed({ title: 'Sign in', lead, tools: markup`<a href="/">Status</a>`, main }, styleFor)
}

export function noTokenPage(styleFor: StyleFor): Page {
  const sentence =
    'This page was started without a token, so nobody can sign in. What there is to see can be seen as it is.'
  return messagePage('Sign in', sentence, styleFor)
}

export function messagePage(title: string, sentence: string, styleFor: StyleFor): Page {
  const main = markup`<p>${sentence}</p>`
  return framed({ title, lead: null, tools: markup`<a href="/">Status</a>`, main }, styleFor)
}
