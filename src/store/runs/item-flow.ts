import { sql } from 'kysely'
import { ACTIVE_ITEM_STATES, ITEM_STATES, type ItemCounts, type ItemState } from '../../contract/run.ts'
import type { Reader, RunRow, Step } from './transaction.ts'

/** Returns the columns of an item that has come to its end. */
export function ended(state: ItemState, now: number) {
  return {
    state,
    active: 0,
    ended_at: now,
    look_at: null,
    grace_until: null,
    lease: null,
    lease_until: null,
    payload: null,
  }
}

/**
 * Makes lanes due in which something waits: as soon as they are free, unless they are due already. The update comes
 * without a check beforehand, because a claim that just finds the lane empty would be missed and the new item would
 * wait for ever.
 */
export async function wakeLanes({ trx, now }: Step, run: number): Promise<void> {
  await trx
    .updateTable('lanes')
    .set({ due_at: dueFrom(now) })
    .where('id', 'in', trx.selectFrom('run_lanes').select('lane').where('run', '=', run))
    .where((lane) =>
      lane.exists(
        lane
          .selectFrom('run_items')
          .select('run_items.id')
          .whereRef('run_items.lane', '=', 'lanes.id')
          .where(sql.ref('run_items.state'), '=', sql.lit('waiting')),
      ),
    )
    .execute()
}

/** Returns the time at which a lane is due, or else the time from which it is free. */
export function dueFrom(now: number) {
  return sql<number>`coalesce(due_at, ${freeFrom(now)})`
}

/** Returns the time from which a lane is free, or now. */
export function freeFrom(now: number) {
  return sql<number>`case when free_at > ${now} then free_at else ${now} end`
}

/**
 * Lets held items wait when the run goes on: all of those in lanes that are not paused, or, until its canary has been
 * delivered, one of them when none is under way.
 */
export async function letGo(step: Step, run: Pick<RunRow, 'id' | 'state' | 'unproven'>): Promise<void> {
  if (run.state !== 'running' && run.state !== 'canary') return
  const { trx } = step
  const open = trx.selectFrom('run_lanes').select('id').where('run', '=', run.id).where('paused', '=', 0)
  const held = trx
    .selectFrom('run_items')
    .where('run', '=', run.id)
    .where('state', '=', 'held')
    .where('part', 'in', open)
  const release = trx.updateTable('run_items').set({ state: 'waiting' }).where('state', '=', 'held')
  if (run.unproven === 1) {
    if (await anyUnderWay(step, run.id)) return
    const next = await held.select('id').orderBy('position').limit(1).executeTakeFirst()
    if (next) await release.where('id', '=', next.id).execute()
  } else await release.where('run', '=', run.id).where('part', 'in', open).execute()
  await wakeLanes(step, run.id)
}

/** Holds the waiting items of a run, or of one of its lanes, so that they are not sent now. */
export async function hold({ trx }: Step, run: number, part?: number): Promise<void> {
  const waiting = trx
    .updateTable('run_items')
    .set({ state: 'held' })
    .where('run', '=', run)
    .where('state', '=', 'waiting')
  await (part === undefined ? waiting : waiting.where('part', '=', part)).execute()
}

/** Cancels what waits or is held of a run, or of one of its lanes. */
export async function giveUp({ trx, now }: Step, run: number, part?: number): Promise<void> {
  const waiting = trx
    .updateTable('run_items')
    .set(ended('cancelled', now))
    .where('run', '=', run)
    .where('state', 'in', ['waiting', 'held'])
  await (part === undefined ? waiting : waiting.where('part', '=', part)).execute()
}

/** Returns true when an item of a run was not sent yet, or may have to be sent again. */
export function anyUnsent({ trx }: Step, run: number): Promise<boolean> {
  return anyIn(trx, run, ['held', 'waiting', 'sending', 'unknown'])
}

/**
 * Returns true while the canary is on its way. A canary whose first attempt its listener refused no longer counts,
 * because its end comes hours later.
 */
async function anyUnderWay({ trx }: Step, run: number): Promise<boolean> {
  if (await anyIn(trx, run, ['waiting', 'sending', 'unknown'])) return true
  return await exists(itemsIn(trx, run, ['scheduled']).where('missed', '=', 0))
}

/** Ends a run that has nothing active any more; its counts are final then. */
export async function endIfOver({ trx, now, changes }: Step, run: Pick<RunRow, 'id' | 'state'>): Promise<boolean> {
  if (await anyIn(trx, run.id, ACTIVE_ITEM_STATES)) return false
  const counts = await countItems(trx, run.id)
  const over = await trx
    .updateTable('runs')
    .set({
      state: run.state === 'cancelled' ? 'cancelled' : 'done',
      ended_at: now,
      counts_json: JSON.stringify(counts),
    })
    .where('id', '=', run.id)
    .where('ended_at', 'is', null)
    .returning(['run_id', 'environment', 'single'])
    .executeTakeFirst()
  if (over) {
    const events = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
    const { environment, run_id: runId, single } = over
    changes.push({ environment, runId, single: single === 1, what: 'ended', events })
  }
  return true
}

const itemsIn = (trx: Reader, run: number, states: readonly ItemState[]) =>
  trx.selectFrom('run_items').select('id').where('run', '=', run).where('state', 'in', states)

const anyIn = (trx: Reader, run: number, states: readonly ItemState[]) => exists(itemsIn(trx, run, states))

const exists = async (items: ReturnType<typeof itemsIn>): Promise<boolean> =>
  (await items.limit(1).executeTakeFirst()) !== undefined

export const NO_ITEMS = Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as ItemCounts

async function countItems(db: Reader, run: number): Promise<ItemCounts> {
  const rows = await db
    .selectFrom('run_items')
    .select((row) => ['state', row.fn.countAll<number>().as('count')])
    .where('run', '=', run)
    .groupBy('state')
    .execute()
  return { ...NO_ITEMS, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/** Returns how many scheduled items their listener refused at the first attempt. */
export async function countRetrying(db: Reader, run: number): Promise<number> {
  const { count } = await db
    .selectFrom('run_items')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('run', '=', run)
    .where('state', '=', 'scheduled')
    .where('missed', '=', 1)
    .executeTakeFirstOrThrow()
  return count
}
