/** What can be done: signing in and out, and what somebody who is signed in asks for. */
import { readAction } from '../action.ts'
import { type Answer, goTo, pageAnswer } from './call.ts'
import { reasonOf, retryAfter, says, type Visit, waitSentence } from './desk.ts'
import { noTokenPage, signInPage } from './pages.ts'
import type { Session } from './sessions.ts'

export async function askForToken({ session, gate, serving: { style } }: Visit): Promise<Answer> {
  if (session) return goTo('/')
  return pageAnswer(200, gate ? signInPage(null, style) : noTokenPage(style))
}

export async function signIn({ gate, form, caller, sessions, serving, call }: Visit): Promise<Answer> {
  const { style, log } = serving
  if (!gate) return pageAnswer(403, noTokenPage(style))
  const verdict = gate.try(form.get('token') ?? '', caller.who)
  if ('wait' in verdict) return pageAnswer(429, signInPage(waitSentence(verdict.wait), style), retryAfter(verdict.wait))
  if (!verdict.right) {
    log(`A wrong token came from ${caller.who}.`)
    return pageAnswer(403, signInPage('That is not the token.', style))
  }
  log(`Somebody signed in from ${caller.who}.`)
  sessions.close(call.header('cookie'), caller.secure)
  return goTo('/', { 'Set-Cookie': sessions.open(caller.secure) })
}

export async function signOut({ sessions, call, caller }: Visit): Promise<Answer> {
  return goTo('/', { 'Set-Cookie': sessions.close(call.header('cookie'), caller.secure) })
}

/** Whatever comes of it is told with the next page, which is always the status. */
export async function act(visit: Visit, session: Session): Promise<Answer> {
  const { form, serving, caller } = visit
  const action = readAction(form)
  if (!action) return says(visit, 400, 'Not understood', 'Nothing was done: the form does not say what to do.')
  serving.log(`Asked for from ${caller.who}: ${JSON.stringify(action)}`)
  try {
    session.told = { done: true, sentence: await serving.act(action) }
  } catch (error) {
    session.told = { done: false, sentence: reasonOf(error) }
    serving.log('It could not be done.', error)
  }
  return goTo('/')
}
