import type { Selectable } from 'kysely'
import type { ItemState } from '../contract/run.ts'
import { ended, endIfOver, hold, letGo } from './run-flow.ts'
import type { Result } from './run-queue.ts'
import type { RunItemsTable } from './run-tables.ts'
import type { RunRow, Step } from './run-transaction.ts'

export type ItemRow = Selectable<RunItemsTable>

/**
 * The columns an item gets by a result. What goes `back` waits in its place, unless its run or lane has been paused,
 * stopped or cancelled since.
 */
export async function columnsOf(step: Step, run: RunRow, item: Pick<ItemRow, 'part'>, result: Result) {
  const told = {
    ...(result.note !== undefined && { note: result.note }),
    ...(result.status !== undefined && { status: result.status }),
  }
  if (result.to === 'back') {
    const to = await backTo(step, run, item.part)
    const again = { state: to, seen: null, sent_at: null, look_at: null, grace_until: null, looks: 0 }
    const columns = to === 'cancelled' ? ended(to, step.now) : { ...again, lease: null, lease_until: null }
    return { ...columns, ...told }
  }
  if (result.to !== 'scheduled' && result.to !== 'unknown') return { ...ended(result.to, step.now), ...told }
  if (result.lookAt === undefined) throw new Error(`An item that is ${result.to} has to be looked at`)
  const grace = result.to === 'unknown' ? result.graceUntil : undefined
  return {
    state: result.to,
    look_at: Math.ceil(result.lookAt),
    grace_until: grace === undefined ? null : Math.ceil(grace),
    lease: null,
    lease_until: null,
    ...told,
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

/** What the end of an item means for its run: the canary's for the others, too many failures, the end of the run. */
export async function afterItem(step: Step, run: RunRow, state: string, note: string | null): Promise<void> {
  if (state === 'waiting' || state === 'held' || state === 'scheduled' || state === 'unknown') {
    if (state === 'held' && run.unproven === 1) await letGo(step, run)
    return
  }
  const next = afterEnd(run, state, note)
  if (next.unproven !== run.unproven || next.undelivered !== run.undelivered || next.state !== run.state) {
    await step.trx.updateTable('runs').set(next).where('id', '=', run.id).execute()
  }
  if (await endIfOver(step, { ...run, ...next })) return
  if (next.state === 'stopped') await hold(step, run.id)
  else if (run.unproven === 1) await letGo(step, { ...run, ...next })
}

const DELIVERED = ['delivered']
const NOT_DELIVERED = ['failed', 'refused']
/** Says nothing about whether the others would be delivered. */
const NO_SIGN = ['already', 'expired', 'cancelled']

function afterEnd(run: RunRow, state: string, note: string | null) {
  const { unproven, undelivered, state_reason } = run
  const why = note ? `: ${note}` : ''
  if (DELIVERED.includes(state)) {
    const goesOn = run.state === 'canary' ? 'running' : run.state
    return { state: goesOn, state_reason, unproven: 0, undelivered: 0 }
  }
  if (NO_SIGN.includes(state)) return { state: run.state, state_reason, unproven, undelivered }
  const more = undelivered + (NOT_DELIVERED.includes(state) ? 1 : 0)
  if (run.state === 'canary') {
    return { state: 'stopped', state_reason: `The first event was not delivered${why}`, unproven, undelivered: more }
  }
  if (run.state === 'running' && run.stop_after !== null && more >= run.stop_after) {
    const words = more === 1 ? 'An event was not delivered' : `${more} events in a row were not delivered, the last one`
    return { state: 'stopped', state_reason: `${words}${why}`, unproven, undelivered: more }
  }
  return { state: run.state, state_reason, unproven, undelivered: more }
}
