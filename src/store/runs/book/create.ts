import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Insertable } from 'kysely'
import { MAX_AT_ONCE } from '../../../contract/run.ts'
import { sortableTime } from '../../../contract/timestamp.ts'
import type { Database } from '../../database/database.ts'
import type { RunItemsTable } from '../../database/run-tables.ts'
import { type Creation, eventKey, type NewItem, type NewRun } from '../book.ts'
import { letGo, wakeLanes } from '../item-flow.ts'
import { chunksOf, inStep, type Step } from '../transaction.ts'

/** Thrown when nothing of a run remains, so that the transaction takes back what was written of it. */
class NothingToWrite extends Error {}

/** Writes a run and its items in one transaction and lets its lanes begin. */
export async function createRun(
  database: Database,
  now: () => number,
  run: NewRun,
  items: readonly NewItem[],
): Promise<Creation> {
  const each = new Map(items.map((item) => [eventKey({ subscriptionId: item.subscriptionId, id: item.eventId }), item]))
  const distinct = [...each.values()]
  try {
    return await inStep(database, now, (step) => write(step, run, distinct))
  } catch (error) {
    if (error instanceof NothingToWrite) return { outcome: 'nothing', queued: distinct.length, total: 0 }
    throw error
  }
}

async function write(step: Step, run: NewRun, items: NewItem[]): Promise<Creation> {
  const { trx } = step
  const made = await trx
    .insertInto('runs')
    .values(rowOf(run, step.now))
    .onConflict((conflict) => conflict.column('run_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return { outcome: 'known', queued: 0, total: 0 }
  const total = await writeItems(step, made.id, run, items)
  if (total === 0) throw new NothingToWrite('All of it is in the queue already')
  const queued = items.length - total
  const leftOut = { ...run.leftOut, queued: run.leftOut.queued + queued }
  await trx
    .updateTable('runs')
    .set({ total, left_out_json: JSON.stringify(leftOut) })
    .where('id', '=', made.id)
    .execute()
  const { environment, id: runId, single } = run
  step.changes.push({ environment, runId, single, what: 'started', events: total })
  if (run.options.canary) await letGo(step, { id: made.id, state: 'canary', unproven: 1 })
  else await wakeLanes(step, made.id)
  return { outcome: 'created', queued, total }
}

const rowOf = ({ id, options, startedBy, leftOut, lanes: _, ...run }: NewRun, now: number) => ({
  run_id: id,
  environment: run.environment,
  single: run.single ? 1 : 0,
  name: run.name,
  reason: run.reason,
  options_json: JSON.stringify(options),
  left_out_json: JSON.stringify(leftOut),
  actor_id: startedBy.id,
  actor_name: startedBy.name,
  role: run.role,
  request_id: run.requestId,
  total: 0,
  state: options.canary ? 'canary' : 'running',
  unproven: options.canary ? 1 : 0,
  stop_after: options.stopAfter,
  created_at: now,
})

/** Returns how many were written: an event that is active in another run is left out. */
async function writeItems(step: Step, run: number, given: NewRun, items: NewItem[]): Promise<number> {
  const { trx } = step
  const parts = await writeLanes(step, run, given)
  const rows = items.map((item, position): Insertable<RunItemsTable> => {
    const part = parts.get(item.subscriptionId)
    if (!part) throw new Error(`The run names no lane for ${item.subscriptionId}`)
    return {
      ...part,
      run,
      position,
      event_id: item.eventId,
      signed_id: item.signedId?.toLowerCase() ?? null,
      rank: given.single ? 0 : 1,
      type: item.type,
      user_id: item.user,
      expires_at: item.expiresAt === null ? null : sortableTime(item.expiresAt),
      payload: item.payload ?? null,
      state: given.options.canary ? 'held' : 'waiting',
      active: 1,
    }
  })
  let total = 0
  // All writers use one order, so that two that write the same events at once do not wait for each other in a ring.
  const ordered = rows.toSorted((a, b) => a.subject - b.subject || (a.event_id < b.event_id ? -1 : 1))
  for (const some of chunksOf(ordered)) {
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto('run_items')
      .values(some)
      .onConflict((conflict) => conflict.doNothing()) // held by another run
      .executeTakeFirst()
    total += Number(numInsertedOrUpdatedRows)
    await yieldToEventLoop()
  }
  const used = trx.selectFrom('run_items').select('part').where('run', '=', run)
  await trx.deleteFrom('run_lanes').where('run', '=', run).where('id', 'not in', used).execute()
  return total
}

interface LaneIds {
  part: number
  lane: number
  subject: number
}

/** Returns the lanes in which the run's items wait, by subscription, and makes missing ones. */
async function writeLanes(step: Step, run: number, given: NewRun): Promise<Map<string, LaneIds>> {
  const { trx } = step
  const { environment, options, lanes } = given
  const titles = new Map(lanes.map(({ subscriptionId, title }) => [subscriptionId, title]))
  const names = [...titles.keys()].toSorted()
  const subjects = new Map<string, number>()
  for (const some of chunksOf(names)) {
    const values = some.map((name) => ({ environment, name, at_once: 1 }))
    await trx
      .insertInto('lanes')
      .values(values)
      .onConflict((conflict) => conflict.columns(['environment', 'name']).doNothing())
      .execute()
    const found = trx.selectFrom('lanes').select(['id', 'name']).where('environment', '=', environment)
    for (const { id, name } of await found.where('name', 'in', some).execute()) subjects.set(name, id)
  }
  const own = options.way === 'replay' ? await replayLane(step, given) : undefined
  const parts = new Map<string, LaneIds>()
  for (const some of chunksOf(names)) {
    const values = some.map((subscription_id) => ({
      run,
      subscription_id,
      title: titles.get(subscription_id) ?? '',
      lane: own ?? subjects.get(subscription_id) ?? 0,
    }))
    const made = trx.insertInto('run_lanes').values(values).returning(['id', 'subscription_id', 'lane'])
    for (const { id, subscription_id, lane } of await made.execute())
      parts.set(subscription_id, { part: id, lane, subject: subjects.get(subscription_id) ?? 0 })
  }
  return parts
}

/** Makes the lane of a replay, which has a pace of its own because the ration counts redeliveries only. */
async function replayLane({ trx }: Step, { environment, id, options }: NewRun): Promise<number> {
  const lane = { environment, name: `replay ${id}`, at_once: MAX_AT_ONCE, pace: options.pace }
  return (await trx.insertInto('lanes').values(lane).returning('id').executeTakeFirstOrThrow()).id
}
