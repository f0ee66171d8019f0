import { type ItemNote, storedNote } from '../../contract/run-note.ts'
import type { RunRow } from './transaction.ts'

/**
 * The sign that the end of an item gives for the others: `delivered`, `undelivered`, `untraced` (its end was never
 * learnt), or `nothing`.
 */
export type Sign = 'delivered' | 'undelivered' | 'untraced' | 'nothing'

const SIGNS: Record<string, Sign> = {
  delivered: 'delivered',
  failed: 'undelivered',
  refused: 'undelivered',
  untraced: 'untraced',
}

/**
 * Returns the sign of an item that has ended. An item `counted` as undelivered at its first attempt is not counted
 * again at its end.
 */
export function signOf(state: string, counted: boolean): Sign {
  const sign = SIGNS[state] ?? 'nothing'
  return counted && sign !== 'delivered' ? 'nothing' : sign
}

export type RunVerdict = Pick<RunRow, 'state' | 'state_reason' | 'unproven' | 'undelivered'>

export function verdictOf({ state, state_reason, unproven, undelivered }: RunRow): RunVerdict {
  return {
    state,
    state_reason,
    unproven,
    undelivered,
  }
}

/**
 * The item after which a run may stop: why it was not delivered, and `retrying` when Identity Cloud goes on trying it.
 */
export interface StopCause {
  why: ItemNote | null
  retrying: boolean
}

/** Returns what a sign makes of its run. A run that stopped goes on only when a person resumes it. */
export function verdictOn(run: RunRow, sign: Sign, cause: StopCause): RunVerdict {
  const { state, state_reason, unproven, undelivered } = run
  if (sign === 'nothing') return verdictOf(run)
  if (sign === 'delivered') {
    const proven = { unproven: 0, undelivered: 0 }
    if (state === 'canary') return { state: 'running', state_reason, ...proven }
    const since = state === 'stopped' && unproven === 1
    return { state, state_reason: since ? storedNote({ code: 'canaryDelivered' }) : state_reason, ...proven }
  }
  const more = undelivered + (sign === 'undelivered' ? 1 : 0)
  const stopped = (after: 'canary' | 'row') => ({
    state: 'stopped',
    state_reason: storedNote({ code: 'stopped', after, count: more, ...cause }),
    unproven,
    undelivered: more,
  })
  if (state === 'canary') return stopped('canary')
  if (state === 'running' && run.stop_after !== null && more >= run.stop_after) return stopped('row')
  return { state, state_reason, unproven, undelivered: more }
}
