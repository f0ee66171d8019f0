import { RunOptions } from '../contract/run.ts'
import { journalRow } from './journal.ts'
import type { ItemRow } from './run-outcome.ts'
import type { Sent } from './run-queue.ts'
import type { RunRow, Step } from './run-transaction.ts'

/** Writes what a call did to an event into the journal, in the name of whoever started the run. Gives the entry's id. */
export async function journalSend(
  { trx, now }: Step,
  newId: () => string,
  run: RunRow,
  item: ItemRow,
  { outcome, status, problem }: Sent,
): Promise<string> {
  const { way } = RunOptions.parse(JSON.parse(run.options_json))
  const id = newId()
  const lane = await trx
    .selectFrom('run_lanes')
    .select(['subscription_id', 'title'])
    .where('id', '=', item.part)
    .executeTakeFirstOrThrow()
  const entry = {
    actor: { id: run.actor_id, name: run.actor_name },
    role: run.role,
    environment: run.environment,
    action: way === 'replay' ? 'event.replay' : 'event.redeliver',
    target: {
      type: 'event',
      id: item.event_id,
      title: [item.type ?? 'event', lane.title].join(' · '),
      subscriptionId: lane.subscription_id,
    },
    before: { state: 'failure' },
    after: way === 'replay' ? { run: run.run_id } : { state: 'awaiting-executing', run: run.run_id },
    reason: run.reason,
    requestId: run.request_id,
  }
  await trx
    .insertInto('journal')
    .values({ ...journalRow(id, now, entry), outcome, upstream_status: status, problem })
    .execute()
  return id
}

/** Says how a call ended whose outcome was unknown. */
export async function settleJournal({ trx }: Step, id: string | null, sent: Sent): Promise<void> {
  if (id === null) return
  await trx
    .updateTable('journal')
    .set({ outcome: sent.outcome, upstream_status: sent.status, problem: sent.problem })
    .where('id', '=', id)
    .where('outcome', 'in', ['pending', 'unknown'])
    .execute()
}
