import type { Turn } from '../../store/runs/queue.ts'
import type { DispatcherParts } from './dispatcher-parts.ts'

/**
 * Closes the turn of an event that the API does not have: it has expired, or its subscription was deleted and all its
 * events with it.
 */
export async function closeForgotten(parts: DispatcherParts, turn: Turn): Promise<void> {
  const { ledger, ports, now } = parts
  const subscription = await ports.readSubscription(turn)
  if ('refusal' in subscription && subscription.refusal.code === 'not_found') {
    await ledger.closeDeleted(turn)
    return
  }
  await ledger.closeTurn(turn, {
    result: { to: 'expired', note: { code: 'eventExpired' } },
    lane: { freeAt: Math.max(now(), turn.notBefore), waits: null },
  })
}

/** A call about to be made: the trace of the event before it, and when its preparation began, by `elapsed`. */
export interface PreparedCall {
  turn: Turn
  seen: string
  from: number
}

/**
 * Notes the call in the ledger, waits for its time, and returns true when it may be made. When it returns false, the turn
 * was given back or belongs to another process by now.
 */
export async function noteCallAndWait(parts: DispatcherParts, { turn, seen, from }: PreparedCall): Promise<boolean> {
  const { ledger, now, elapsed, limits, stopping, until, prepared } = parts
  const asked = elapsed()
  if (!stopping()) {
    if (!(await ledger.noteCall(turn, seen, limits.lease))) return false
    prepared(elapsed() - from)
    await until(turn.notBefore)
    // This process may have been held up for as long as the lease: nothing is sent in its last part.
    if (!stopping() && elapsed() - asked < limits.lease / 2) return true
  }
  await ledger.closeTurn(turn, {
    result: { to: 'back' },
    lane: { freeAt: Math.max(now(), turn.notBefore), waits: null },
  })
  return false
}
