import { isDeepStrictEqual } from 'node:util'
import type { Selectable } from 'kysely'
import { ACTIVE_ITEM_STATES, type ItemState } from '../../contract/run.ts'
import { type FailureNote, readItemNote, storedNote } from '../../contract/run-note.ts'
import type { RunItemsTable } from '../database/run-tables.ts'
import { anyUnsent, ended, endIfOver, hold, letGo } from './item-flow.ts'
import type { ItemResult } from './queue.ts'
import { changeOf, type RunRow, type Step } from './transaction.ts'
import { signOf, verdictOf, verdictOn } from './verdict.ts'

export type ItemRow = Selectable<RunItemsTable>

/**
 * Returns the columns an item gets by a result. An item that goes `back` waits at its position again, unless its run or
 * lane has been paused, stopped or cancelled since.
 */
export async function columnsOf(step: Step, run: RunRow, item: Pick<ItemRow, 'part'>, result: ItemResult) {
  const noteAndStatus = {
    ...(result.note !== undefined && { note: result.note && storedNote(result.note) }),
    ...(result.status !== undefined && { status: result.status }),
  }
  if (result.to === 'back') {
    const to = await backTo(step, run, item.part)
    const again = { state: to, seen: null, sent_at: null, look_at: null, grace_until: null, looks: 0, missed: 0 }
    const columns = to === 'cancelled' ? ended(to, step.now) : { ...again, lease: null, lease_until: null }
    return { ...columns, ...noteAndStatus }
  }
  if (result.to !== 'scheduled' && result.to !== 'unknown') return { ...ended(result.to, step.now), ...noteAndStatus }
  if (result.followUpAt === undefined) throw new Error(`An item that is ${result.to} needs a time for its follow-up`)
  const grace = result.to === 'unknown' ? result.graceUntil : undefined
  return {
    state: result.to,
    look_at: Math.ceil(result.followUpAt),
    grace_until: grace === undefined ? null : Math.ceil(grace),
    lease: null,
    lease_until: null,
    ...(result.missed !== undefined && { missed: 1 }),
    ...noteAndStatus,
  }
}

async function backTo({ trx }: Step, run: RunRow, part: number): Promise<ItemState> {
  const lane = await trx
    .selectFrom('run_lanes')
    .select(['paused', 'cancelled'])
    .where('id', '=', part)
    .executeTakeFirst()
  if (run.ended_at !== null || run.state === 'cancelled' || lane?.cancelled === 1) return 'cancelled'
  const goesOn = (run.state === 'running' || run.state === 'canary') && lane?.paused === 0
  return goesOn ? 'waiting' : 'held'
}

/** The item as it was before, and the reason why its listener did not take it. */
interface ItemChange {
  before?: Pick<ItemRow, 'missed'>
  why?: FailureNote | undefined
}

/**
 * Applies the end of an item, or its missed first attempt, to its run: a canary releases or stops the others, too many
 * failures in a row stop it, and the last item ends it.
 */
export async function afterItem(
  step: Step,
  run: RunRow,
  { state, note, missed = 0 }: Pick<ItemRow, 'state' | 'note'> & Partial<Pick<ItemRow, 'missed'>>,
  { before, why }: ItemChange = {},
): Promise<void> {
  const counted = before?.missed === 1
  const over = !ACTIVE.has(state)
  if (!over && (missed === 0 || counted)) {
    if (state === 'held' && run.unproven === 1) await letGo(step, run)
    return
  }
  const verdict = over
    ? verdictOn(run, signOf(state, counted), {
        why: why ?? (note === null ? null : readItemNote(note)),
        retrying: false,
      })
    : verdictOn(run, 'undelivered', { why: why ?? null, retrying: why !== undefined })
  // A stop that holds nothing back would ask a person to resume for nothing.
  const idle = verdict.state === 'stopped' && run.state !== 'stopped' && !(await anyUnsent(step, run.id))
  const next = idle ? { ...verdict, state: run.state, state_reason: run.state_reason } : verdict
  if (!isDeepStrictEqual(next, verdictOf(run)))
    await step.trx.updateTable('runs').set(next).where('id', '=', run.id).execute()
  if (next.state !== run.state) step.changes.push(changeOf(run, next.state))
  if (over && (await endIfOver(step, { ...run, ...next }))) return
  if (next.state === 'stopped') await hold(step, run.id)
  else if (run.unproven === 1) await letGo(step, { ...run, ...next })
}

const ACTIVE: ReadonlySet<string> = new Set(ACTIVE_ITEM_STATES)
