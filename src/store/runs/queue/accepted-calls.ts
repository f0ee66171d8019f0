import { sql } from 'kysely'
import { itemContextsOf } from '../item-context.ts'
import { journalSends } from '../journal.ts'
import type { CallOutcome, Turn, TurnEnd } from '../queue.ts'
import type { Step } from '../transaction.ts'

type TurnLease = Pick<Turn, 'itemId' | 'lease'>

/** A call that is about to be made, and the `updatedAt` that was read of its event before. */
export interface NotedCall {
  turn: TurnLease
  seen: string
  leaseFor: number
}

/** Notes calls. Returns for each whether it may be made: true while the lease of its turn holds. */
export async function noteCalls({ trx, now }: Step, calls: NotedCall[]): Promise<boolean[]> {
  const values = calls.map(
    ({ turn, seen, leaseFor }) =>
      sql`(cast(${turn.itemId} as integer), ${turn.lease}, ${seen}, cast(${now + leaseFor} as bigint))`,
  )
  const rows = sql<{ column1: number; column2: string; column3: string; column4: number }>`(values ${sql.join(values)})`
  const updated = await trx
    .updateTable('run_items')
    .from(rows.as('call'))
    .set((row) => ({ seen: row.ref('call.column3'), sent_at: now, lease_until: row.ref('call.column4') }))
    .whereRef('run_items.id', '=', 'call.column1')
    .whereRef('run_items.lease', '=', 'call.column2')
    .where('run_items.state', '=', 'sending')
    .where('run_items.lease_until', '>', now)
    .returning(['run_items.id', 'run_items.lease'])
    .execute()
  const held = new Set(updated.map(({ id, lease }) => `${id} ${lease}`))
  return calls.map(({ turn }) => held.has(`${turn.itemId} ${turn.lease}`))
}

/** The end of a turn whose call the API took, as most turns end. Times in ms. */
export interface AcceptedEnd {
  turn: TurnLease
  followUpAt: number
  /** The time from which its lane's next call may go out; left out, the time set by the claim stays. */
  freeAt: number | undefined
  call: CallOutcome
}

/** Returns the end of a turn that can be written in a batch, or undefined when more follows from it. */
export function acceptedEndOf(turn: TurnLease, { result, lane, call }: TurnEnd): AcceptedEnd | undefined {
  const { to, followUpAt, status, ...more } = result
  if (to !== 'scheduled' || followUpAt === undefined || lane.waits || !call || call.status !== status) return undefined
  return Object.keys(more).length > 0 ? undefined : { turn, followUpAt, freeAt: lane.freeAt, call }
}

/**
 * Closes turns whose calls the API took: writes items, lanes and journal. Returns for each whether it was written:
 * false when its lease was lost. Nothing changes for the runs, so that their turns need not wait for each other.
 */
export async function closeAccepted(step: Step, newId: () => string, ends: readonly AcceptedEnd[]): Promise<boolean[]> {
  const entries = ends.map((end) => ({ ...end, id: newId() }))
  const lanes = await schedule(step, entries)
  const written = entries.filter(({ id }) => lanes.has(id))
  if (written.length > 0) {
    await freeLanes(
      step,
      written.map(({ id, freeAt }) => ({ lane: lanes.get(id), freeAt })),
    )
    const contexts = await itemContextsOf(
      step,
      written.map(({ turn }) => turn.itemId),
    )
    const sends = written.flatMap(({ id, turn, call }) => {
      const context = contexts.get(turn.itemId)
      return context ? { ...context, id, call } : []
    })
    await journalSends(step, sends)
  }
  return entries.map(({ id }) => lanes.has(id))
}

/** Returns the lanes of the items that were written, by their journal entries. */
async function schedule(
  { trx }: Step,
  entries: readonly (AcceptedEnd & { id: string })[],
): Promise<Map<string, number>> {
  const values = entries.map(
    ({ turn, followUpAt, call, id }) =>
      sql`(cast(${turn.itemId} as integer), ${turn.lease}, cast(${Math.ceil(followUpAt)} as bigint),
        cast(${call.status} as integer), ${id})`,
  )
  type Row = { column1: number; column2: string; column3: number; column4: number; column5: string }
  const items = await trx
    .updateTable('run_items')
    .from(sql<Row>`(values ${sql.join(values)})`.as('accepted'))
    .set((row) => ({
      state: 'scheduled',
      look_at: row.ref('accepted.column3'),
      status: row.ref('accepted.column4'),
      journal_id: row.ref('accepted.column5'),
      grace_until: null,
      lease: null,
      lease_until: null,
    }))
    .whereRef('run_items.id', '=', 'accepted.column1')
    .whereRef('run_items.lease', '=', 'accepted.column2')
    .where('run_items.state', '=', 'sending')
    .returning(['run_items.lane', 'run_items.journal_id'])
    .execute()
  return new Map(items.flatMap(({ lane, journal_id }) => (journal_id === null ? [] : [[journal_id, lane]])))
}

async function freeLanes(
  { trx, now }: Step,
  lanes: readonly { lane: number | undefined; freeAt: number | undefined }[],
): Promise<void> {
  const values = lanes.map(
    ({ lane, freeAt = null }) => sql`(cast(${lane} as integer), cast(${freeAt && Math.ceil(freeAt)} as bigint))`,
  )
  const free = sql<number>`coalesce(free.column2, lanes.free_at)`
  await trx
    .updateTable('lanes')
    .from(sql<{ column1: number; column2: number | null }>`(values ${sql.join(values)})`.as('free'))
    .set({ free_at: free, due_at: sql`case when ${free} > ${now} then ${free} else ${now} end` })
    .set({ wait_why: null, wait_words: null, troubles: 0 })
    .whereRef('lanes.id', '=', 'free.column1')
    .execute()
}
