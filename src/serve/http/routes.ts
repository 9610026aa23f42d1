/** Which address answers what, and to whom. */
import { type Answer, goTo } from './call.ts'
import { type Handler, retryAfter, says, type Visit, waitSentence } from './desk.ts'
import { act, askForToken, signIn, signOut } from './doing.ts'
import { sameSecret } from './gate.ts'
import { health, metrics, reviewSheet, statusPage, unauthorised } from './looking.ts'
import type { Session } from './sessions.ts'

/** By method; HEAD is a GET of which only the head is sent. */
export type Route = Readonly<Partial<Record<'GET' | 'POST', Handler>>>

const ROUTES: Readonly<Record<string, Route>> = {
  '/': { GET: viewed(statusPage) },
  '/health': { GET: scraped(health) },
  '/metrics': { GET: scraped(metrics) },
  '/sign-in': { GET: askForToken, POST: signIn },
  '/sign-out': { POST: signedIn(signOut) },
  '/act': { POST: signedIn(act) },
}

/** Null for an address that there is not. */
export function routeOf(path: string): Route | null {
  if (path.startsWith('/review/')) return { GET: viewed(reviewSheet) }
  return Object.hasOwn(ROUTES, path) ? (ROUTES[path] ?? null) : null
}

const maySee = ({ caller, session }: Visit): boolean => caller.local || session !== null

/** For people who may look: on this machine, or signed in. */
function viewed(handle: Handler): Handler {
  return async (visit) => (maySee(visit) ? handle(visit) : goTo('/sign-in'))
}

/** For programs as well, which show the token with each call. */
function scraped(handle: (visit: Visit, all: boolean) => Promise<Answer>): Handler {
  return async (visit) => {
    const { call, caller, gate, serving } = visit
    const given = /^Bearer (.+)$/i.exec(call.header('authorization') ?? '')?.[1]
    if (given === undefined) return handle(visit, maySee(visit))
    const verdict = gate?.try(given, caller.who) ?? { right: false }
    if ('wait' in verdict)
      return says(visit, 429, 'Too many wrong tokens', waitSentence(verdict.wait), retryAfter(verdict.wait))
    if (verdict.right) return handle(visit, true)
    serving.log(`A wrong token came from ${caller.who}.`)
    return unauthorised(visit)
  }
}

/** For whoever is signed in, from a form of the page itself. */
function signedIn(handle: (visit: Visit, session: Session) => Promise<Answer>): Handler {
  return async (visit) => {
    const { session, form } = visit
    const nothing = (title: string, why: string) => says(visit, 403, title, `Nothing was done: ${why}`)
    if (!session) return nothing('Not signed in', 'you are not signed in, or were for longer than eight hours.')
    if (!sameSecret(form.get('csrf') ?? '', session.csrf))
      return nothing('Not from this page', 'the form is not one of this page, or is an old one.')
    return handle(visit, session)
  }
}
