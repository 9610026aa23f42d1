/** The verb of this folder: a call in, its answer out. What is wrong with a call is found before any handler sees it. */
import type { Answer, Call } from './call.ts'
import { type Caller, callerOf, isOwnForm, type Place } from './caller.ts'
import { type Desk, type Handler, openDesk, says } from './desk.ts'
import { type Route, routeOf } from './routes.ts'
import type { Serving } from './serving.ts'

export type Answering = (call: Call) => Promise<Answer>

/** `place` is asked with every call: the port is only known when the server listens. */
export function answering(serving: Serving, place: () => Place): Answering {
  const desk = openDesk(serving)
  return async (call) => {
    try {
      return await answer(call, callerOf(call, place()), desk)
    } catch (error) {
      serving.log('A call could not be answered.', error)
      return says(desk, 500, 'Not answered', 'Something went wrong. The log of this process tells what.')
    }
  }
}

async function answer(call: Call, caller: Caller, desk: Desk): Promise<Answer> {
  if (!caller.known) return says(desk, 421, 'Another name', 'This page is not to be found under that name.')
  const route = routeOf(call.path)
  if (!route) return says(desk, 404, 'Not there', 'There is nothing at this address.')
  const handle = handlerFor(call.method, route)
  if (!handle) {
    const allow = [...(route.GET ? ['GET', 'HEAD'] : []), ...(route.POST ? ['POST'] : [])].join(', ')
    return says(desk, 405, 'Not in this way', `This address can be used with ${allow} only.`, { Allow: allow })
  }
  const form = call.method === 'POST' ? await readForm(call, caller, desk) : new URLSearchParams()
  if (!(form instanceof URLSearchParams)) return form
  return handle({ ...desk, call, caller, form, session: desk.sessions.find(call.header('cookie')) })
}

function handlerFor(method: string, { GET, POST }: Route): Handler | undefined {
  if (method === 'GET' || method === 'HEAD') return GET
  return method === 'POST' ? POST : undefined
}

/** The fields of a form of ours, or the answer that refuses it. */
async function readForm(call: Call, caller: Caller, desk: Desk): Promise<URLSearchParams | Answer> {
  if (!isOwnForm(call, caller))
    return says(desk, 403, 'Not from this page', 'Nothing was done: the form does not come from this page.')
  const [type = ''] = (call.header('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    return says(desk, 415, 'Not understood', 'Nothing was done: what was sent is no form.')
  const body = await call.body()
  if (body !== null) return new URLSearchParams(body)
  return says(desk, 413, 'Too large', 'Nothing was done: what was sent is larger than a form.', { Connection: 'close' })
}
