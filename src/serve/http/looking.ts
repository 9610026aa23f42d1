/** What can be looked at: the status for people and for programs, and review sheets. */
import { type Health, healthOf, onlyWhether, UNKNOWN_HEALTH } from '../health.ts'
import { METRICS_TYPE, metricsText } from '../metrics.ts'
import { renderStatus } from '../page.ts'
import { type Answer, jsonAnswer, pageAnswer, sheetAnswer, textAnswer } from './call.ts'
import { readStatus, retryAfter, says, Unreadable, type Visit } from './desk.ts'

export async function statusPage(visit: Visit): Promise<Answer> {
  const { serving, session, gate } = visit
  const status = await readStatus(serving)
  if (status instanceof Unreadable) {
    const sentence = `How things stand cannot be read at the moment. ${status.why}`
    return says(visit, 503, 'Not to be read', sentence, retryAfter(30))
  }
  const told = session?.told ?? null
  if (session && visit.call.method === 'GET') session.told = null
  const view = { csrf: session?.csrf ?? null, canSignIn: gate !== null, zone: serving.zone, told }
  return pageAnswer(200, renderStatus(status, view, serving.style))
}

/** Whoever may not see more is told whether all is well, and not why. */
export async function health({ reading }: Visit, all: boolean): Promise<Answer> {
  const status = await reading()
  const found: Health = status instanceof Unreadable ? UNKNOWN_HEALTH : healthOf(status)
  const { code, body } = all ? found : onlyWhether(found)
  return jsonAnswer(code, body)
}

export async function metrics(visit: Visit, all: boolean): Promise<Answer> {
  if (!all) return unauthorised(visit)
  const status = await visit.reading()
  return status instanceof Unreadable
    ? textAnswer(503, '', METRICS_TYPE)
    : textAnswer(200, metricsText(status), METRICS_TYPE)
}

export const unauthorised = (visit: Visit): Answer =>
  says(visit, 401, 'Not for everybody', 'This needs the token, as `Authorization: Bearer`.', {
    'WWW-Authenticate': 'Bearer',
  })

/** A file of the one folder: no part of a path, and no hidden file. */
export async function reviewSheet(visit: Visit): Promise<Answer> {
  const name = decoded(visit.call.path.slice('/review/'.length))
  const bytes = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*\.html$/u.test(name) ? await visit.serving.sheet(name) : null
  return bytes ? sheetAnswer(bytes) : says(visit, 404, 'Not there', 'There is no such review sheet.')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
