/** What the operator must hear of: raised once for each cause, told until it was told, cleared when it is over. */
import { type Ledger, type Row, stamp } from './ledger.ts'

export interface Alarm {
  /** The cause; the same one is not raised twice. */
  readonly key: string
  /** An alarm says that something is not as it should be, a notice that somebody is waited for; news are over once told. */
  readonly grade: 'alarm' | 'notice' | 'news'
  readonly factsheet: string | null
  readonly sentence: string
  readonly raised: string
  readonly told: string | null
}

const alarmOf = (row: Row): Alarm => ({
  key: String(row['key']),
  grade: row['grade'] as Alarm['grade'],
  factsheet: row['factsheet'] === null ? null : String(row['factsheet']),
  sentence: String(row['sentence']),
  raised: String(row['raised']),
  told: row['told'] === null ? null : String(row['told']),
})

/** Whether it is news: one that was cleared, or says something else now, is raised anew; one that stands is left as it is. */
export async function raiseAlarm(
  ledger: Ledger,
  { key, grade, factsheet, sentence }: Omit<Alarm, 'raised' | 'told'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await ledger.run([
    {
      text: `insert into alarm (key, grade, factsheet, sentence, raised) values ($1, $2, $3, $4, $5)
      on conflict (key) do update set grade = $2, sentence = $4, raised = $5, told = null, cleared = null
      where alarm.cleared is not null or alarm.sentence <> $4 returning key`,
      values: [key, grade, factsheet, sentence, stamp(now)],
    },
  ])
  return rows.length > 0
}

/** Those of a cause, `run …`, but for the one that still stands; false when there was none. */
export async function clearAlarms(
  ledger: Ledger,
  cause: string,
  now: Temporal.Instant,
  standing: string | null = null,
): Promise<boolean> {
  const rows = await ledger.run([
    {
      text: `update alarm set cleared = $2 where (key = $1 or key like $1 || ' %') and key <> $3 and cleared is null
      returning key`,
      values: [cause, stamp(now), standing ?? ''],
    },
  ])
  return rows.length > 0
}

/** Those that are not over, oldest first. */
export async function standingAlarms(ledger: Ledger): Promise<readonly Alarm[]> {
  const rows = await ledger.run([
    { text: 'select * from alarm where cleared is null order by raised, key', values: [] },
  ])
  return rows.map(alarmOf)
}

/** Of what it said when it was told: it may say something else by now, which nobody has heard. */
export async function markTold(
  ledger: Ledger,
  { key, sentence }: Pick<Alarm, 'key' | 'sentence'>,
  now: Temporal.Instant,
): Promise<void> {
  const text =
    "update alarm set told = $2, cleared = case when grade = 'news' then $2 else cleared end where key = $1 and sentence = $3"
  await ledger.run([{ text, values: [key, stamp(now), sentence] }])
}
