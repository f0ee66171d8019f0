import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { MINUTE, SECOND } from '../../../contract/durations.ts'
import { LANE_WAITS, RunOptions } from '../../../contract/run.ts'
import { BATCH_SIZE, inBatches } from '../../database/batch.ts'
import type { Database } from '../../database/database.ts'
import type { LanesTable } from '../../database/run-tables.ts'
import type { StoreClock } from '../../database/store-clock.ts'
import type { QueueEnvironment, RunQueue, Turn } from '../queue.ts'
import { inStep, type Reader, type Step } from '../transaction.ts'
import { type NotedCall, noteCalls } from './accepted-calls.ts'
import { type NextItem, nextItems } from './next-items.ts'

/** Makes the claims: the right to turns, and the note of the call about to be made. */
export function createClaims(
  database: Database,
  { now, holds }: Pick<StoreClock, 'now' | 'holds'>,
): Pick<RunQueue, 'claim' | 'noteCall'> {
  const noteAll = inBatches(BATCH_SIZE, (calls: NotedCall[]) => inStep(database, now, (step) => noteCalls(step, calls)))
  return {
    claim: (owner, environments, wanted) =>
      environments.length === 0
        ? Promise.resolve([])
        : inStep(database, now, async (step) =>
            (await holds(step.trx)) ? claimTurns(step, owner, environments, wanted) : [],
          ),
    noteCall: (turn, seen, leaseFor) => noteAll({ turn, seen, leaseFor }),
  }
}

/** Claims due turns. Lanes that are empty or busy stop being due on the way. */
async function claimTurns(
  step: Step,
  owner: string,
  environments: readonly QueueEnvironment[],
  { leaseFor, lead = 0, limit }: Parameters<RunQueue['claim']>[2],
): Promise<Turn[]> {
  const lease = `${owner} ${randomUUID()}`
  for (;;) {
    const lanes = await dueNow(step, environments, { lead, limit })
    if (lanes.length === 0) return []
    const next = await nextItems(step, lanes)
    const free = lanes.flatMap((lane) => {
      const item = next.get(lane.id)
      return item && item.sending < lane.at_once ? { lane, item } : []
    })
    const awake = new Set(lanesOf(free))
    const idle = lanes.map(({ id }) => id).filter((id) => !awake.has(id))
    if (idle.length > 0) await step.trx.updateTable('lanes').set({ due_at: null }).where('id', 'in', idle).execute()
    if (free.length === 0) continue
    const taken = await take(step, free, { lease, lease_until: step.now + leaseFor })
    const turns = free.filter(({ item }) => taken.has(item.itemId)) // the others were held or given up in the meantime
    if (turns.length === 0) continue
    await moveOn(step, turns, environments)
    return turns.map(({ lane, item }) => turnOf(lane, item, lease, step.now))
  }
}

interface Found {
  lane: Selectable<LanesTable>
  item: NextItem
}

const lanesOf = (found: readonly Found[]) => found.map(({ lane }) => lane.id)

function turnOf(lane: Found['lane'], item: NextItem, lease: string, now: number): Turn {
  const { options_json, lane: _, sending: __, ...rest } = item
  const waited = LANE_WAITS.find((known) => known === lane.wait_why) ?? null
  const { way } = RunOptions.parse(JSON.parse(options_json))
  const notBefore = Math.max(now, lane.due_at ?? 0)
  return { ...rest, lease, way, seen: null, sentAt: null, waited, troubles: lane.troubles, notBefore }
}

/**
 * Selects due lanes, the first one first. The expression on `environment` makes the planner use the index of due lanes
 * alone, not one that names the environment as well.
 */
export function dueLanes(db: Reader, environments: readonly { id: string }[]) {
  return db
    .selectFrom('lanes')
    .where('due_at', 'is not', null)
    .where(
      sql`environment || ''`,
      'in',
      environments.map(({ id }) => id),
    )
    .orderBy('due_at')
    .orderBy('id')
}

/** Returns due lanes, locked, so that other processes get other lanes. */
async function dueNow(
  { trx, engine, now }: Step,
  environments: readonly QueueEnvironment[],
  { lead, limit }: { lead: number; limit: number },
) {
  const due = dueLanes(trx, environments)
    .selectAll()
    .where('due_at', '<=', now + lead)
    .limit(limit)
  return await (engine === 'postgres' ? due.forUpdate().skipLocked() : due).execute()
}

/** Returns the items that were still waiting, now `sending`. */
async function take({ trx }: Step, found: readonly Found[], lease: { lease: string; lease_until: number }) {
  const taken = await trx
    .updateTable('run_items')
    .set({ state: 'sending', ...lease, seen: null, sent_at: null })
    .where(
      'id',
      'in',
      found.map(({ item }) => item.itemId),
    )
    .where('state', '=', 'waiting')
    .returning('id')
    .execute()
  return new Set(taken.map(({ id }) => id))
}

/** Sets the next turns of lanes that have just had one. */
async function moveOn(
  { trx, now }: Step,
  turns: readonly Found[],
  environments: readonly QueueEnvironment[],
): Promise<void> {
  for (const [space, some] of Map.groupBy(turns, ({ lane }) => spacing(lane, environments))) {
    const free_at = sql<number>`case when due_at > ${now} then due_at else ${now} end + ${space}`
    await trx.updateTable('lanes').set({ free_at, due_at: null }).where('id', 'in', lanesOf(some)).execute()
  }
  const roomy = turns.filter(({ lane, item }) => item.sending + 1 < lane.at_once)
  if (roomy.length === 0) return
  const due_at = sql<number>`free_at`
  await trx.updateTable('lanes').set({ due_at }).where('id', 'in', lanesOf(roomy)).execute()
}

const spacing = (lane: { environment: string; pace: number | null }, environments: readonly QueueEnvironment[]) =>
  Math.ceil(
    lane.pace ? SECOND / lane.pace : (environments.find(({ id }) => id === lane.environment)?.interval ?? MINUTE),
  )
