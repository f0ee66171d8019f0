import { type Kysely, sql, type Transaction } from 'kysely'
import { SECOND } from '../../contract/durations.ts'
import type { Database } from './database.ts'
import { createPulse } from './pulse.ts'
import type { Tables } from './tables.ts'

/**
 * The time that all processes of a store share: that of the database's clock, measured on by a clock that only goes forward.
 * When the database's clock is set, all that waits for a time is moved along, so that it waits as long as it would have.
 */
export interface StoreClock {
  /** Returns milliseconds since 1970. */
  now(): number
  /**
   * Writes to the store and compares clocks. Returns the milliseconds by which what waits was moved, 0 as a rule. Callers of
   * the same moment share it, and none waits longer than 2 s; rejects with StoreFault.
   */
  tick(): Promise<number>
  /** Returns true when no other process has moved what waits, since this one looked: only then may it act on a time. */
  holds(trx: Transaction<Tables>): Promise<boolean>
}

export interface ClockSources {
  /** The clock of this machine, which may be set; with PostgreSQL it is that of the server unless this one is given. */
  wall?: (() => number) | undefined
  /** A clock that only goes forward. */
  elapsed?: (() => number) | undefined
}

/** Clocks that differ by less were not set: they drift, or the measure is not better. */
const STEP = 30 * SECOND

/** Starts the clock of a store. What was written in a time that is ahead of the clock by now is moved back to it. */
export async function startStoreClock({ db, engine }: Database, sources: ClockSources = {}): Promise<StoreClock> {
  const { wall = engine === 'postgres' ? undefined : Date.now } = sources
  // A clock that is given alone is one that is never set.
  const given = sources.elapsed ? undefined : sources.wall
  const elapsed = sources.elapsed ?? given ?? (() => performance.now())
  const present = wall
    ? () => sql<number>`${Math.floor(wall())}`
    : () => sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)`
  const beat = async () => {
    const before = await db.selectFrom('pulse').select(['at', 'base']).where('id', '=', 1).executeTakeFirstOrThrow()
    const asked = elapsed()
    const beaten = db.updateTable('pulse').set({ at: present() }).where('id', '=', 1).returning('at')
    const { at } = await beaten.executeTakeFirstOrThrow()
    return { before, at, offset: at - (asked + elapsed()) / 2 }
  }

  const first = await beat()
  let { offset } = first
  let base = first.before.base
  /** Moves what waits by `step`, unless another process was first. */
  const move = async (step: number, now: number) => {
    const known = base
    const moved = await db.transaction().execute((trx) => moveAll(trx, { step, known, now }))
    if (moved) base = known + step
    return moved ? step : 0
  }
  if (first.at - first.before.at <= -STEP) await move(first.at - first.before.at, first.at)

  const tick = async (): Promise<number> => {
    const { before, at, offset: measured } = await beat()
    const step = Math.round(measured - offset)
    // Another process has pulsed lately: it was this machine that stood still, not the database's clock that was set.
    const isSet = step < 0 ? before.at > at : at - before.at >= STEP
    if (before.base !== base || Math.abs(step) < STEP || !isSet) {
      base = before.base
      offset = measured
      return 0
    }
    // Whatever comes in between finds that nothing is due yet, never that something is due too early.
    const earlier = offset
    if (step < 0) offset = measured
    try {
      const moved = await move(step, at)
      offset = measured
      return moved
    } catch (error) {
      offset = earlier
      throw error
    }
  }
  return {
    now: given ?? (() => Math.floor(offset + elapsed())),
    tick: createPulse(tick),
    async holds(trx) {
      if (engine === 'sqlite') return true
      const found = trx.selectFrom('pulse').select('base').where('id', '=', 1).forShare()
      return (await found.executeTakeFirstOrThrow()).base === base
    },
  }
}

/**
 * Moves every stored time that something waits for. Returns false when another process has done it: `known` is how far they
 * had been moved in all when this one looked.
 */
async function moveAll(
  trx: Transaction<Tables>,
  { step, known, now }: { step: number; known: number; now: number },
): Promise<boolean> {
  const pulse = trx.updateTable('pulse').set({ base: known + step })
  const mine = await pulse.where('id', '=', 1).where('base', '=', known).executeTakeFirst()
  if (mine.numUpdatedRows !== 1n) return false
  const by = (column: string) => sql<number>`${sql.ref(column)} + ${step}`
  const times = { sent_at: by('sent_at'), lease_until: by('lease_until'), grace_until: by('grace_until') }
  await trx.updateTable('run_items').set(times).where(sql.ref('state'), '=', sql.lit('sending')).execute()
  const followed = trx.updateTable('run_items').set({ ...times, look_at: by('look_at') })
  await followed.where('look_at', 'is not', null).execute()
  await trx
    .updateTable('lanes')
    .set({ free_at: by('free_at'), due_at: by('due_at') })
    .execute()
  await forgetFuture(trx, now)
  return true
}

/** Lets feeds be read again whose last reading is in the future: they would count as fresh until then. */
async function forgetFuture(db: Kysely<Tables>, now: number): Promise<void> {
  for (const column of ['as_of', 'tried_at', 'lease_until'] as const)
    await db
      .updateTable('event_feeds')
      .set({ [column]: now })
      .where(column, '>', now)
      .execute()
}
