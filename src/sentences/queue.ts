import type { Sentence } from '../problem.ts'

/** What is said of the queue that carries tasks to other processes. */
export const queueSentences = {
  'queue-unreachable': (f: { reason: string }) => ({
    message: `The queue in the database cannot be opened: ${f.reason}`,
    hint: 'see that the server runs, that its address and password are right, and that this user may make a schema in the database',
  }),
  'queue-trouble': (f: { reason: string }) => ({
    message: `The queue in the database has trouble: ${f.reason}`,
    hint: 'nothing is lost: what is to be done stands in the ledger, and goes on when the database answers',
    severity: 'warning' as const,
  }),
} satisfies Record<string, (facts: never) => Sentence>
