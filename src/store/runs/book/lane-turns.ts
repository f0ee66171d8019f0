import { type Selectable, sql } from 'kysely'
import { SECOND } from '../../../contract/durations.ts'
import { type ItemCounts, LANE_WAITS, type LaneWait } from '../../../contract/run.ts'
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
  const parts = await db.selectFrom('run_lanes').selectAll().where('run', '=', run.id).orderBy('id').execute()
  const laneRows = await db
    .selectFrom('lanes')
    .selectAll()
    .where('id', 'in', db.selectFrom('run_lanes').select('lane').where('run', '=', run.id))
    .execute()
  const lanes = new Map(laneRows.map((lane) => [lane.id, lane]))
  const counts = await countsByPart(db, run.id)
  // The canary's success lets the held items go, so they are counted as waiting.
  const pending = (part: (typeof parts)[number]) => {
    const { waiting, held } = counts.get(part.id) ?? NO_ITEMS
    return waiting + (run.state === 'canary' && part.paused === 0 ? held : 0)
  }
  const own = new Map<number, number>()
  for (const part of parts) own.set(part.lane, (own.get(part.lane) ?? 0) + pending(part))
  const ahead = parts.some((part) => pending(part) > 0) ? await aheadOf(db, run) : new Map<number, number>()

  return parts.flatMap((part) => {
    const lane = lanes.get(part.lane)
    if (!lane) return []
    const { start, step } = turnsOf(lane, spacing, now)
    const before = ahead.get(lane.id) ?? 0
    const any = pending(part) > 0
    return {
      subscriptionId: part.subscription_id,
      title: part.title,
      paused: part.paused === 1,
      counts: counts.get(part.id) ?? NO_ITEMS,
      lane,
      nextAt: any ? start + before * step : null,
      endsAt: any ? start + (before + (own.get(lane.id) ?? 1) - 1) * step : null,
    }
  })
}

/** Returns the time (ms) of the last call that goes out by itself, if all goes well; null when there is none. */
export function endOf(parts: readonly PartOfRun[]): number | null {
  return lastOf(parts.filter(({ lane }) => goesOn(lane)))
}

const lastOf = (parts: readonly PartOfRun[]): number | null => {
  const ends = parts.flatMap(({ endsAt }) => endsAt ?? [])
  return ends.length > 0 ? Math.max(...ends) : null
}

async function countsByPart(db: Reader, run: number): Promise<Map<number, ItemCounts>> {
  const rows = await db
    .selectFrom('run_items')
    .select((row) => ['part', 'state', row.fn.countAll<number>().as('count')])
    .where('run', '=', run)
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

/** Returns how many items of other runs go first, by lane. */
async function aheadOf(db: Reader, run: RunRow): Promise<Map<number, number>> {
  const rank = run.single === 1 ? 0 : 1
  const rows = await db
    .selectFrom('run_items')
    .select((row) => ['lane', row.fn.countAll<number>().as('count')])
    .where('lane', 'in', db.selectFrom('run_lanes').select('lane').where('run', '=', run.id))
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .where((row) => row.or([row('rank', '<', rank), row.and([row('rank', '=', rank), row('run', '<', run.id)])]))
    .groupBy('lane')
    .execute()
  return new Map(rows.map(({ lane, count }) => [lane, count]))
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
