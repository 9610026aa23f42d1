/** What the log of Postfix proves. */
export interface PostfixLog {
  /** Message-IDs of what it has taken upon itself to deliver. */
  readonly queued: ReadonlySet<string>
}

const LINE = /\bpostfix[^\s[]*\/(?<service>cleanup|qmgr)\[\d+\]: (?<queue>[0-9A-Za-z]+): (?<said>.*)$/

/**
 * `cleanup: message-id=` comes before the message is safe in the queue, and was seen for messages that never were; `qmgr: from=` comes
 * after. Queue ids are used again, so the lines count in their order.
 */
export function readPostfixLog(text: string): PostfixLog {
  const named = new Map<string, string>()
  const queued = new Set<string>()
  for (const line of text.split(/\r?\n/)) {
    const { service, queue = '', said = '' } = LINE.exec(line)?.groups ?? {}
    const id = /^message-id=(<[^>]*>)/.exec(said)?.[1]
    if (service === 'cleanup' && id) named.set(queue, id)
    if (service !== 'qmgr' || !said.startsWith('from=')) continue
    const taken = named.get(queue)
    if (taken) queued.add(taken)
  }
  return { queued }
}
