import type { Sentence } from '../problem.ts'

/** What is said of the queue that carries tasks to other processes. */
export const queueSentences = {
  'ledger-missing': (f: { ledger: string }) => ({
    message: `There is no ledger at ${f.ledger}, so there is no service to work for`,
    hint: 'run `work` in the folder of the project, or name the ledger of the service in DIPTYCH_LEDGER: its file, or the address of its database',
  }),
  'nothing-to-resume': (f: { schedule: string; hint: string }) => ({
    message: `No run of ${f.schedule} waits, has failed, or asks`,
    hint: f.hint,
  }),
  'work-without-store': (_: object) => ({
    message: 'There is nothing to work from: no store is named that the service and its workers share',
    hint: 'name a folder, or a bucket, in DIPTYCH_STORE: the same one for all of them',
  }),
  'areas-given-up': (f: { areas: readonly string[] }) => ({
    message: `The documents of ${f.areas.length} areas could not be made, however often it was tried: ${f.areas.slice(0, 10).join(', ')}${f.areas.length > 10 ? ', …' : ''}`,
    hint: 'the others are made; look into the log of the workers for what happened, and let the run go on from the status page',
  }),
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
