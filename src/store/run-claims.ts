import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { LANE_WAITS, RunOptions } from '../contract/run.ts'
import type { Database } from './database.ts'
import type { QueueEnvironment, RunQueue, Turn } from './run-queue.ts'
import { inStep, type Reader, type Step } from './run-transaction.ts'

/** The right to a turn: taken, noted with the call that is about to be made. */
export const createClaims = (database: Database, now: () => number): Pick<RunQueue, 'claim' | 'begin'> => ({
  claim: (owner, environments, leaseFor, lead = 0) =>
    environments.length === 0
      ? Promise.resolve(undefined)
      : inStep(database, now, (step) => claimTurn(step, owner, environments, { leaseFor, lead })),
  begin: ({ itemId, lease }, seen, leaseFor) =>
    inStep(database, now, async ({ trx, now: at }) => {
      const noted = await trx
        .updateTable('run_items')
        .set({ seen, sent_at: at, lease_until: at + leaseFor })
        .where('id', '=', itemId)
        .where('state', '=', 'sending')
        .where('lease', '=', lease)
        .where('lease_until', '>', at)
        .executeTakeFirst()
      return noted.numUpdatedRows === 1n
    }),
})

/** Lanes in which nothing waits, or which are busy, are put to sleep on the way. */
async function claimTurn(
  step: Step,
  owner: string,
  environments: readonly QueueEnvironment[],
  { leaseFor, lead }: { leaseFor: number; lead: number },
): Promise<Turn | undefined> {
  const { trx, now } = step
  for (;;) {
    const lane = await dueLane(step, environments, lead)
    if (!lane) return undefined
    const change = trx.updateTable('lanes').where('id', '=', lane.id)
    const sending = await countSending(step, lane.id)
    const item = sending < lane.at_once ? await nextItem(step, lane.id) : undefined
    if (!item) {
      await change.set({ due_at: null }).execute()
      continue
    }
    const lease = `${owner} ${randomUUID()}`
    const taken = await trx
      .updateTable('run_items')
      .set({ state: 'sending', lease, lease_until: now + leaseFor, seen: null, sent_at: null })
      .where('id', '=', item.itemId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (taken.numUpdatedRows !== 1n) continue // held or given up in the meantime
    const notBefore = Math.max(now, lane.due_at ?? 0)
    const free_at = notBefore + spacing(lane, environments)
    await change.set({ free_at, due_at: sending + 1 < lane.at_once ? free_at : null }).execute()
    const { options_json, ...rest } = item
    const why = LANE_WAITS.find((known) => known === lane.wait_why) ?? null
    const { way } = RunOptions.parse(JSON.parse(options_json))
    return { ...rest, lease, way, seen: null, sentAt: null, waited: why, troubles: lane.troubles, notBefore }
  }
}

/** Lanes that have their time, the first one first, by the index of those alone: no other knows an environment with something behind it. */
export const dueLanes = (db: Reader, environments: readonly { id: string }[]) =>
  db
    .selectFrom('lanes')
    .where('due_at', 'is not', null)
    .where(
      sql`environment || ''`,
      'in',
      environments.map(({ id }) => id),
    )
    .orderBy('due_at')
    .orderBy('id')

/** Others that look at the same time get another lane. */
async function dueLane({ trx, engine, now }: Step, environments: readonly QueueEnvironment[], lead: number) {
  const due = dueLanes(trx, environments)
    .selectAll()
    .where('due_at', '<=', now + lead)
    .limit(1)
  return await (engine === 'postgres' ? due.forUpdate().skipLocked() : due).executeTakeFirst()
}

async function countSending({ trx }: Step, lane: number): Promise<number> {
  const { count } = await trx
    .selectFrom('run_items')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('lane', '=', lane)
    .where(sql.ref('state'), '=', sql.lit('sending'))
    .executeTakeFirstOrThrow()
  return count
}

const nextItem = ({ trx }: Step, lane: number) =>
  trx
    .selectFrom('run_items')
    .innerJoin('runs', 'runs.id', 'run_items.run')
    .innerJoin('run_lanes', 'run_lanes.id', 'run_items.part')
    .select([
      'run_items.id as itemId',
      'run_items.run as run',
      'runs.run_id as runId',
      'runs.environment as environment',
      'runs.options_json',
      'run_lanes.subscription_id as subscriptionId',
      'run_items.event_id as eventId',
      'run_items.payload as payload',
      'run_items.tries as tries',
    ])
    .where('run_items.lane', '=', lane)
    .where(sql.ref('run_items.state'), '=', sql.lit('waiting'))
    .orderBy('run_items.rank')
    .orderBy('run_items.run')
    .orderBy('run_items.position')
    .limit(1)
    .executeTakeFirst()

const spacing = (lane: { environment: string; pace: number | null }, environments: readonly QueueEnvironment[]) =>
  Math.ceil(lane.pace ? 1000 / lane.pace : (environments.find(({ id }) => id === lane.environment)?.interval ?? 60_000))
