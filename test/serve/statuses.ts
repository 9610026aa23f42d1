/** Statuses to be told: one with everything in it that can be, and one with nothing. */
import type { RunStatus, Status } from '../../src/serve/status.ts'

export const NOW = '2027-01-15T05:30:00Z'
export const ZONE = 'Europe/Brussels'

export const EMPTY: Status = {
  now: NOW,
  engine: '0.1.0',
  role: 'leading',
  leader: 'stat-1:4711',
  alarms: [],
  notices: [],
  runs: [],
  upcoming: [],
  deliveries: [],
  unknown: [],
  tasks: { waiting: 0, running: 0, done: 0, refused: 0, failed: 0 },
}

const RUN: RunStatus = {
  schedule: 'voluntary-return/annual',
  occurrence: '2027-01-15T05:00:00Z',
  factsheet: 'voluntary-return',
  edition: '2026',
  state: 'running',
  step: 'build',
  attempts: 1,
  begun: '2027-01-15T05:00:02Z',
  ended: null,
  notBefore: null,
  detail: {},
}

const PROBLEMS = `data/voluntary-return/returns-by-month.csv:14:20  problem total-differs
  The table months adds up to 1.847, and the source of the year says 1.849: a difference of 2
      |
   14 | 2026-04,fedasil,61,A,F
      |                 ^^
  hint: ask the source which of the two is right, and correct the other one in the file that it came from; nothing is published until both are equal

1 problem`

export const RECIPIENT = '3f9c52aa17e05b1e77aa0c2d'

const RUNS: readonly RunStatus[] = [
  RUN,
  {
    ...RUN,
    schedule: 'voluntary-return/changed/2025',
    edition: '2025',
    occurrence: '2027-01-14T14:12:00Z',
    state: 'waiting-for-approval',
    step: 'publish',
    detail: {
      summary: 'Two numbers are corrected, and somebody must answer for it.',
      approval: {
        version: 2,
        kind: 'correction',
        changes: 14,
        undecided: 1,
        notices: [
          {
            language: 'nl',
            area: null,
            text: 'Correctie van 15 januari 2027. In april 2025 keerden 63 mensen terug, in plaats van 61.',
          },
          {
            language: 'fr',
            area: null,
            text: "Correction du 15 janvier 2027. En avril 2025, 63 personnes sont retournées, au lieu de 61 : l'erreur <i>venait</i> de la source.",
          },
        ],
        sheet: 'out/review/voluntary-return-2025.html',
      },
    },
  },
  {
    ...RUN,
    schedule: 'waste/quarterly',
    factsheet: 'waste',
    edition: '2026-Q3',
    occurrence: '2027-01-10T08:00:00Z',
    state: 'asking',
    step: null,
    attempts: 0,
    begun: null,
  },
  {
    ...RUN,
    schedule: 'waste/monthly',
    factsheet: 'waste',
    edition: '2026-12',
    state: 'waiting-for-data',
    attempts: 3,
    notBefore: '2027-01-15T08:50:00Z',
    detail: { summary: 'The file data/waste/collected.csv has no rows of December yet.' },
  },
  {
    ...RUN,
    schedule: 'tourism/nights',
    factsheet: 'tourism',
    edition: '2026',
    occurrence: '2027-01-14T10:00:00Z',
    state: 'waiting-for-time',
    step: 'send',
    notBefore: '2027-01-15T08:00:00Z',
    detail: { summary: 'It is published, and is mailed when the embargo ends.' },
  },
  {
    ...RUN,
    schedule: 'voluntary-return/provisional',
    edition: '2026',
    occurrence: '2027-01-13T05:00:00Z',
    state: 'failed',
    begun: '2027-01-13T05:00:02Z',
    ended: '2027-01-13T05:00:09Z',
    attempts: 5,
    detail: { summary: 'The numbers do not reconcile.', problems: PROBLEMS },
  },
  { ...RUN, occurrence: '2027-01-12T05:00:00Z', state: 'due', step: null, attempts: 0, begun: null },
  {
    ...RUN,
    occurrence: '2026-07-15T04:00:00Z',
    edition: '2025',
    state: 'done',
    step: 'send',
    begun: '2026-07-15T04:00:01Z',
    ended: '2026-07-15T04:03:40Z',
    detail: { summary: 'Version 1 came out, and 412 messages were sent.' },
  },
  {
    ...RUN,
    occurrence: '2026-01-15T05:00:00Z',
    edition: '2024',
    state: 'skipped',
    step: null,
    attempts: 0,
    begun: null,
    detail: { summary: 'It was missed by more than a week, and the definition says to leave it then.' },
  },
]

export const EVERYTHING: Status = {
  ...EMPTY,
  alarms: [
    {
      grade: 'alarm',
      key: 'failed voluntary-return/provisional',
      factsheet: 'voluntary-return',
      sentence: 'The provisional edition 2026 failed five times & needs <somebody>: its numbers do not reconcile',
      raised: '2027-01-13T05:00:09Z',
      told: '2027-01-13T05:01:00Z',
    },
    {
      grade: 'alarm',
      key: 'mail',
      factsheet: null,
      sentence: 'The mail server refuses reader@example.org and 12 others',
      raised: '2027-01-15T05:20:00Z',
      told: null,
    },
  ],
  runs: RUNS,
  upcoming: [
    {
      schedule: 'waste/monthly',
      factsheet: 'waste',
      edition: '2027-01',
      at: '2027-01-15T07:00:00+01:00[Europe/Brussels]',
      steps: ['build'],
    },
    {
      schedule: 'voluntary-return/annual',
      factsheet: 'voluntary-return',
      edition: '2027',
      at: '2027-07-15T06:00:00+02:00[Europe/Brussels]',
      steps: ['build', 'publish', 'send'],
    },
  ],
  deliveries: [
    { factsheet: 'tourism', edition: '2026', version: 1, state: 'planned', count: 120 },
    { factsheet: 'voluntary-return', edition: '2025', version: 1, state: 'sent', count: 412 },
    { factsheet: 'voluntary-return', edition: '2025', version: 1, state: 'bounced', count: 3 },
    { factsheet: 'voluntary-return', edition: '2025', version: 1, state: 'unknown', count: 2 },
    { factsheet: 'voluntary-return', edition: '2025', version: 2, state: 'sent', count: 8 },
  ],
  unknown: [
    {
      factsheet: 'voluntary-return',
      edition: '2025',
      version: 1,
      recipient: RECIPIENT,
      begun: '2026-07-15T04:02:11Z',
      response: null,
    },
    {
      factsheet: 'voluntary-return',
      edition: '2025',
      version: 1,
      recipient: '81d04c6a2be94f50917d',
      begun: '2026-07-15T04:02:12Z',
      response: 'Connection closed unexpectedly',
    },
  ],
  tasks: { waiting: 12, running: 4, done: 581, refused: 1, failed: 2 },
}
