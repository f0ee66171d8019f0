import { RunOptions } from '../contract/run.ts'
import { journalRow } from './journal.ts'
import type { ItemRow } from './run-outcome.ts'
import type { Sent } from './run-queue.ts'
import type { RunRow, Step } from './run-transaction.ts'

/** Writes what a call did to an event into the journal, in the name of whoever started the run. */
export async function journalSend(
  { trx, now }: Step,
  id: string,
  { run, item, target }: { run: RunRow; item: ItemRow; target: { title: string; subscriptionId: string } },
  { outcome, status, problem }: Sent,
): Promise<void> {
  const { way } = RunOptions.parse(JSON.parse(run.options_json))
  const entry = {
    actor: { id: run.actor_id, name: run.actor_name },
    role: run.role,
    environment: run.environment,
    action: way === 'replay' ? 'event.replay' : 'event.redeliver',
    target: {
      type: 'event',
      id: item.event_id,
      title: [item.type ?? 'event', target.title].join(' · '),
      subscriptionId: target.subscriptionId,
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
