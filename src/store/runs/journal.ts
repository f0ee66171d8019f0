import { RunOptions } from '../../contract/run.ts'
import { storedNote } from '../../contract/run-note.ts'
import type { JournalTable } from '../database/tables.ts'
import { addLinks } from '../journal/chain.ts'
import { journalRow } from '../journal/journal.ts'
import { rememberNames } from '../journal/names.ts'
import type { ItemContext } from './item-context.ts'
import type { CallOutcome } from './queue.ts'
import type { Step } from './transaction.ts'

/** A call that was made for an item, and its outcome. */
export interface Send extends Pick<ItemContext, 'run' | 'target'> {
  /** The id of the journal entry. */
  id: string
  call: CallOutcome
}

/** Writes calls into the journal, in the name of the person who started the run. */
export async function journalSends(step: Step, sends: readonly Send[]): Promise<void> {
  const rows = sends.map((send) => rowOf(send, step.now))
  if (rows.length === 0) return
  await step.trx.insertInto('journal').values(rows).execute()
  await rememberNames(step.trx, rows)
  await addLinks(step, rows)
}

function rowOf({ id, run, target, call }: Send, now: number): JournalTable {
  const { way } = RunOptions.parse(JSON.parse(run.options_json))
  const entry = {
    actor: { id: run.actor_id, name: run.actor_name },
    role: run.role,
    environment: run.environment,
    action: way === 'replay' ? 'event.replay' : 'event.redeliver',
    target: {
      type: 'event',
      id: target.eventId,
      title: [target.type ?? 'event', target.title].join(' · '),
      subscriptionId: target.subscriptionId,
    },
    before: { state: 'failure' },
    after: way === 'replay' ? { run: run.run_id } : { state: 'awaiting-executing', run: run.run_id },
    reason: run.reason,
    requestId: run.request_id,
  }
  const { outcome, status } = call
  return { ...journalRow(id, now, entry), outcome, upstream_status: status, problem: problemOf(call) }
}

const problemOf = ({ problem }: CallOutcome) => problem && storedNote(problem)

/** Writes the outcome of a call into its entry, which was unknown so far. */
export async function endJournalEntry(step: Step, id: string | null, call: CallOutcome): Promise<void> {
  if (id === null) return
  const row = await step.trx
    .updateTable('journal')
    .set({ outcome: call.outcome, upstream_status: call.status, problem: problemOf(call) })
    .where('id', '=', id)
    .where('outcome', 'in', ['pending', 'unknown'])
    .returningAll()
    .executeTakeFirst()
  if (row) await addLinks(step, [row])
}
