import { z } from 'zod'
import { ItemCounts, LeftOut, RunOptions, RunState, type RunSummary } from '../../contract/run.ts'
import { timeOf } from '../../contract/timestamp.ts'
import { storedNoteWords } from '../../contract/words/run-notes.ts'
import type { RunRow } from './transaction.ts'

const Stored = z.object({ options: RunOptions, leftOut: LeftOut, state: RunState })

/** Returns a run as people see it. `endsAt` is in milliseconds. */
export function summaryOf(row: RunRow, counts: ItemCounts, endsAt: number | null): RunSummary {
  const { options, leftOut, state } = Stored.parse({
    options: JSON.parse(row.options_json),
    leftOut: JSON.parse(row.left_out_json),
    state: row.state,
  })
  return {
    id: row.run_id,
    environment: row.environment,
    single: row.single === 1,
    name: row.name,
    reason: row.reason,
    options,
    state,
    stateReason: storedNoteWords(row.state_reason),
    startedBy: { id: row.actor_id, name: row.actor_name },
    createdAt: timeOf(row.created_at),
    endedAt: row.ended_at === null ? null : timeOf(row.ended_at),
    total: row.total,
    counts,
    leftOut,
    endsAt: endsAt === null ? null : timeOf(Math.ceil(endsAt)),
  }
}

/** Returns the final counts of a run that has ended, or undefined while they still change. */
export function finalCounts({ counts_json }: RunRow): ItemCounts | undefined {
  return counts_json === null ? undefined : ItemCounts.parse(JSON.parse(counts_json))
}
