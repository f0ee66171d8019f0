import { type Selectable, sql } from 'kysely'
import { SECOND } from '../../../contract/durations.ts'
import { ITEM_STATES, type ItemCounts, LANE_WAITS, type LaneWait } from '../../../contract/run.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { storedNoteWords } from '../../../contract/words/run-notes.ts'
import type { LanesTable } from '../../database/run-tables.ts'
import type { Spacing } from '../book.ts'
import { NO_ITEMS } from '../item-flow.ts'
import type { Reader, RunRow } from '../transaction.ts'

type LaneRow = Selectable<LanesTable>

/**
 * Returns when the next call of a lane may go out, as far as can be told now, and the milliseconds from one to the
 * next.
 */
export function turnsOf(lane: LaneRow, { interval }: Spacing, now: number): { start: number; step: number } {
  return {
    start: Math.max(lane.free_at, now, lane.wait_why === null ? 0 : (lane.due_at ?? 0)),
    step: lane.pace === null ? interval : SECOND / lane.pace,
  }
}

/** Returns the reason a lane waits, or null. */
export function waitOf({ wait_why, wait_words, due_at }: LaneRow): LaneWait | null {
  const why = LANE_WAITS.find((known) => known === wait_why)
  return why ? { why, words: storedNoteWords(wait_words) ?? '', until: due_at === null ? null : timeOf(due_at) } : null
}

/** Returns true when a lane goes on by itself: nothing but the ration keeps it. */
export function goesOn({ wait_why }: Pick<LaneRow, 'wait_why'>): boolean {
  return wait_why === null || wait_why === 'limit'
}

/** A subscription's part of a run: the counts of its items, and when the waiting ones have their turns (ms). */
export interface PartOfRun {
  subscriptionId: string
  title: string
  paused: boolean
  counts: ItemCounts
  lane: LaneRow
  nextAt: number | null
  endsAt: number | null
}

/** Returns the parts of a run, in the order they were made. */
export async function partsOf(db: Reader, run: RunRow, spacing: Spacing, now: number): Promise<PartOfRun[]> {
  return (await partsOfAll(db, [run], spacing, now)).get(run.id) ?? []
}

/** Returns the parts of runs by the runs' ids, with as many queries as for one of them. */
export async function partsOfAll(
  db: Reader,
  runs: readonly RunRow[],
  spacing: Spacing,
  now: number,
): Promise<Map<number, PartOfRun[]>> {
  if (runs.length === 0) return new Map()
  const ids = runs.map(({ id }) => id)
  const parts = await db.selectFrom('run_lanes').selectAll().where('run', 'in', ids).orderBy('id').execute()
  const laneRows = await db
    .selectFrom('lanes')
    .selectAll()
    .where('id', 'in', db.selectFrom('run_lanes').select('lane').where('run', 'in', ids))
    .execute()
  const lanes = new Map(laneRows.map((lane) => [lane.id, lane]))
  const counts = await countsByPart(db, ids)
  const canaries = new Set(runs.flatMap(({ id, state }) => (state === 'canary' ? [id] : [])))
  // The canary's success lets the held items go, so they are counted as waiting.
  const pending = (part: (typeof parts)[number]) => {
    const { waiting, held } = counts.get(part.id) ?? NO_ITEMS
    return waiting + (canaries.has(part.run) && part.paused === 0 ? held : 0)
  }
  const own = new Map<string, number>()
  const turn = ({ run, lane }: { run: number; lane: number }) => `${run} ${lane}`
  for (const part of parts) own.set(turn(part), (own.get(turn(part)) ?? 0) + pending(part))
  const going = [...new Set(parts.filter((part) => pending(part) > 0).map(({ run }) => run))]
  const ahead = new Map((await aheadOf(db, going)).map((row) => [turn(row), row.count]))

  const all = parts.flatMap((part) => {
    const lane = lanes.get(part.lane)
    if (!lane) return []
    const { start, step } = turnsOf(lane, spacing, now)
    const before = ahead.get(turn(part)) ?? 0
    const any = pending(part) > 0
    return {
      run: part.run,
      subscriptionId: part.subscription_id,
      title: part.title,
      paused: part.paused === 1,
      counts: counts.get(part.id) ?? NO_ITEMS,
      lane,
      nextAt: any ? start + before * step : null,
      endsAt: any ? start + (before + (own.get(turn(part)) ?? 1) - 1) * step : null,
    }
  })
  return Map.groupBy(all, ({ run }) => run)
}

/** Returns the counts of a run's items, from those of its parts. */
export function countsOf(parts: readonly PartOfRun[]): ItemCounts {
  const sum = { ...NO_ITEMS }
  for (const { counts } of parts) for (const state of ITEM_STATES) sum[state] += counts[state]
  return sum
}

/** Returns the time (ms) of the last call that goes out by itself, if all goes well; null when there is none. */
export function endOf(parts: readonly PartOfRun[]): number | null {
  return lastOf(parts.filter(({ lane }) => goesOn(lane)))
}

const lastOf = (parts: readonly PartOfRun[]): number | null => {
  const ends = parts.flatMap(({ endsAt }) => endsAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : null
}

async function countsByPart(db: Reader, runs: readonly number[]): Promise<Map<number, ItemCounts>> {
  const rows = await db
    .selectFrom('run_items')
    .select((row) => ['part', 'state', row.fn.countAll<number>().as('count')])
    .where('run', 'in', runs)
    .groupBy(['part', 'state'])
    .execute()
  const byPart = Map.groupBy(rows, ({ part }) => part)
  return new Map(
    [...byPart].map(([part, some]) => [
      part,
      { ...NO_ITEMS, ...Object.fromEntries(some.map(({ state, count }) => [state, count])) },
    ]),
  )
}

/** Returns how many items of other runs go before those of runs, by run and lane. */
async function aheadOf(db: Reader, runs: readonly number[]): Promise<{ run: number; lane: number; count: number }[]> {
  if (runs.length === 0) return []
  const own = sql<number>`case when runs.single = 1 then 0 else 1 end`
  return await db
    .selectFrom(db.selectFrom('run_lanes').select(['run', 'lane']).distinct().where('run', 'in', runs).as('own'))
    .innerJoin('runs', 'runs.id', 'own.run')
    .innerJoin('run_items', 'run_items.lane', 'own.lane')
    .select((row) => ['own.run', 'own.lane', row.fn.countAll<number>().as('count')])
    .where(sql.ref('run_items.state'), '=', sql.lit('waiting'))
    .where(({ or, and, eb }) =>
      or([
        eb('run_items.rank', '<', own),
        and([eb('run_items.rank', '=', own), eb('run_items.run', '<', sql.ref<number>('own.run'))]),
      ]),
    )
    .groupBy(['own.run', 'own.lane'])
    .execute()
}

/** Selects waiting items with their positions in their lanes, from 1. */
export function lanePositions(db: Reader, lanes: readonly number[]) {
  return db
    .selectFrom('run_items')
    .select(['id', 'run', 'lane', 'expires_at'])
    .select(sql<number>`row_number() over (partition by lane order by rank, run, position)`.as('nth'))
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .where('lane', 'in', lanes)
}

/** Returns how many of a run's waiting items the API forgets before their turn. */
export async function countLate(
  db: Reader,
  run: RunRow,
  { parts, spacing, now }: { parts: readonly PartOfRun[]; spacing: Spacing; now: number },
): Promise<number> {
  const end = lastOf(parts)
  if (end === null) return 0
  const turns = new Map(
    parts.filter(({ nextAt }) => nextAt !== null).map(({ lane }) => [lane.id, turnsOf(lane, spacing, now)]),
  )
  const risky = await db
    .selectFrom(lanePositions(db, [...turns.keys()]).as('positions'))
    .select(['lane', 'nth', 'expires_at'])
    .where('run', '=', run.id)
    .where('expires_at', '<', timeOf(end))
    .execute()
  return risky.filter(({ lane, nth, expires_at }) => {
    const { start, step } = turns.get(lane) ?? { start: now, step: 0 }
    return Date.parse(expires_at ?? '') < start + (nth - 1) * step
  }).length
}
