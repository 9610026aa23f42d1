/** One process at a time leads: it alone makes schedules due. The number of the lead grows each time that it changes hands. */
import { type Ledger, stamp } from './ledger.ts'

export interface Lead {
  readonly owner: string
  /** ISO 8601; who leads renews it long before. */
  readonly until: string
  /** Grows with each change of hands: work of an earlier leader is known by a smaller one. */
  readonly fence: number
}

export interface Candidacy {
  readonly role: string
  /** Name of the process, used by no other. */
  readonly owner: string
  readonly now: Temporal.Instant
  readonly until: Temporal.Instant
}

/** Takes the lead, or keeps it; null while another has it. */
export async function takeLead(ledger: Ledger, { role, owner, now, until }: Candidacy): Promise<Lead | null> {
  const rows = await ledger.run([
    {
      text: `insert into lead (role, owner, until, fence) values ($1, $2, $4, 1)
      on conflict (role) do update set owner = $2, until = $4,
        fence = case when lead.owner = $2 then lead.fence else lead.fence + 1 end
      where lead.owner = $2 or lead.until <= $3 returning *`,
      values: [role, owner, stamp(now), stamp(until)],
    },
  ])
  return rows[0] ? leadOf(rows[0]) : null
}

/** Lets another lead at once. */
export async function leaveLead(ledger: Ledger, role: string, owner: string, now: Temporal.Instant): Promise<void> {
  await ledger.run([
    { text: 'update lead set until = $3 where role = $1 and owner = $2', values: [role, owner, stamp(now)] },
  ])
}

/** Who has the lead now; null when it is nobody's. */
export async function readLead(ledger: Ledger, role: string, now: Temporal.Instant): Promise<Lead | null> {
  const rows = await ledger.run([
    { text: 'select * from lead where role = $1 and until > $2', values: [role, stamp(now)] },
  ])
  return rows[0] ? leadOf(rows[0]) : null
}

const leadOf = (row: Readonly<Record<string, unknown>>): Lead => ({
  owner: String(row['owner']),
  until: String(row['until']),
  fence: Number(row['fence']),
})
