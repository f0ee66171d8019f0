import type { Selectable } from 'kysely'
import {
  ItemState,
  type QueuedReply,
  type RunItem,
  type RunItemPage,
  type RunItemQuery,
} from '../../../contract/run.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { storedNoteWords } from '../../../contract/words/run-notes.ts'
import type { RunItemsTable } from '../../database/run-tables.ts'
import type { Spacing } from '../book.ts'
import type { Reader } from '../transaction.ts'
import { goesOn, lanePositions, turnsOf } from './lane-turns.ts'
import { findRun, type RunLookup } from './page.ts'

type Row = Selectable<RunItemsTable> & { subscription_id: string; title: string }
type Filter = Pick<RunItemQuery, 'state' | 'subscription'>

/** Returns one page of a run's items in its order. A page past either end is empty. */
export async function readRunItems(
  db: Reader,
  { environment, runId, spacing, now, query }: RunLookup & { query: RunItemQuery },
): Promise<RunItemPage | undefined> {
  const run = await findRun(db, environment, runId)
  if (!run) return undefined
  const { after, before, size } = query
  const backwards = before !== undefined && after === undefined
  let wanted = matching(db, run.id, query)
    .orderBy('position', backwards ? 'desc' : 'asc')
    .limit(size + 1)
  if (after !== undefined) wanted = wanted.where('position', '>', after)
  if (before !== undefined) wanted = wanted.where('position', '<', before)
  const found = await wanted.execute()
  const more = found.length > size
  const rows = found.slice(0, size)
  if (backwards) rows.reverse()
  const [first, last] = [rows[0]?.position, rows.at(-1)?.position]
  const any = async (side: '<' | '>', position: number | undefined) =>
    position !== undefined &&
    (await matching(db, run.id, query).where('position', side, position).limit(1).executeTakeFirst()) !== undefined
  const hasNext = backwards ? await any('>', last) : more
  const hasPrevious = backwards ? more : after !== undefined && (await any('<', first))
  const turns = await turnsAt(db, rows, spacing, now)
  return {
    items: rows.map((row) => itemOf(row, turns.get(row.id) ?? null)),
    total: await countMatching(db, run.id, query),
    next: hasNext ? (last ?? null) : null,
    previous: hasPrevious ? (first ?? null) : null,
  }
}

const BATCH = 1000

/** Reads all items of a run, in batches while they are consumed. */
export async function* readAllItems(
  db: Reader,
  environment: string,
  runId: string,
  filter: Filter = {},
): AsyncGenerator<RunItem> {
  const run = await findRun(db, environment, runId)
  if (!run) return
  for (let after = -1; ; ) {
    const rows = await matching(db, run.id, filter)
      .where('position', '>', after)
      .orderBy('position')
      .limit(BATCH)
      .execute()
    for (const row of rows) yield itemOf(row, null)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = last.position
  }
}

/** Returns one event of a run, and its position in the lane. */
export async function readQueued(
  db: Reader,
  { environment, runId, spacing, now, eventId }: RunLookup & { eventId: string },
): Promise<QueuedReply | undefined> {
  const item = await db
    .selectFrom('run_items')
    .innerJoin('runs', 'runs.id', 'run_items.run')
    .select(['run_items.id', 'run_items.lane', 'run_items.state', 'run_items.note', 'run_items.grace_until'])
    .where('runs.run_id', '=', runId)
    .where('runs.environment', '=', environment)
    .where('run_items.event_id', '=', eventId)
    .executeTakeFirst()
  if (!item) return undefined
  const reply = {
    run: runId,
    state: ItemState.parse(item.state),
    note: storedNoteWords(item.note),
    certainAt: certainAt(item),
  }
  if (item.state !== 'waiting') return { ...reply, goesOutAt: null, ahead: 0 }
  const turn = (await turnsAt(db, [item], spacing, now)).get(item.id)
  return { ...reply, goesOutAt: turn ? timeOf(Math.ceil(turn.at)) : null, ahead: turn ? turn.nth - 1 : 0 }
}

function matching(db: Reader, run: number, { state, subscription }: Filter) {
  let rows = db
    .selectFrom('run_items')
    .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
    .selectAll('run_items')
    .select(['run_lanes.subscription_id', 'run_lanes.title'])
    .where('run_items.run', '=', run)
  if (state !== undefined) rows = rows.where('run_items.state', '=', state)
  if (subscription !== undefined) rows = rows.where('run_lanes.subscription_id', '=', subscription)
  return rows
}

async function countMatching(db: Reader, run: number, { state, subscription }: Filter): Promise<number> {
  let rows = db
    .selectFrom('run_items')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('run', '=', run)
  if (state !== undefined) rows = rows.where('state', '=', state)
  if (subscription !== undefined) {
    const part = db.selectFrom('run_lanes').select('id').where('run', '=', run)
    rows = rows.where('part', 'in', part.where('subscription_id', '=', subscription))
  }
  return (await rows.executeTakeFirstOrThrow()).count
}

interface TurnInLane {
  nth: number
  /** The soonest time at which the lane claims it, in milliseconds. */
  at: number
  /** True when only the ration keeps it until then. */
  sure: boolean
}

/** Returns the turns of waiting items, as far as can be told now. */
async function turnsAt(
  db: Reader,
  rows: readonly { id: number; lane: number; state: string }[],
  spacing: Spacing,
  now: number,
): Promise<Map<number, TurnInLane>> {
  const waiting = rows.filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return new Map()
  const ids = [...new Set(waiting.map(({ lane }) => lane))]
  const lanes = await db.selectFrom('lanes').selectAll().where('id', 'in', ids).execute()
  const turns = new Map(lanes.map((lane) => [lane.id, { ...turnsOf(lane, spacing, now), sure: goesOn(lane) }]))
  const wanted = waiting.map(({ id }) => id)
  const positions = await db
    .selectFrom(lanePositions(db, ids).as('positions'))
    .selectAll()
    .where('id', 'in', wanted)
    .execute()
  return new Map(
    positions.map(({ id, lane, nth }) => {
      const { start, step, sure } = turns.get(lane) ?? { start: now, step: 0, sure: false }
      return [id, { nth, at: start + (nth - 1) * step, sure }]
    }),
  )
}

const itemOf = (row: Row, turn: TurnInLane | null): RunItem => ({
  position: row.position,
  subscriptionId: row.subscription_id,
  subscriptionTitle: row.title,
  eventId: row.event_id,
  type: row.type,
  user: row.user_id,
  expiresAt: row.expires_at,
  state: ItemState.parse(row.state),
  note: storedNoteWords(row.note),
  status: row.status,
  turnAt: turn?.sure ? timeOf(Math.ceil(turn.at)) : null,
  sentAt: row.sent_at === null ? null : timeOf(row.sent_at),
  certainAt: certainAt(row),
  endedAt: row.ended_at === null ? null : timeOf(row.ended_at),
})

/** Returns the time at which the unknown outcome of an item is certain. */
const certainAt = ({ state, grace_until: at }: Pick<Row, 'state' | 'grace_until'>): string | null =>
  state === 'unknown' && at !== null ? timeOf(at) : null
