import type { Turn } from '../../store/runs/queue.ts'
import type { DispatcherParts } from './parts.ts'

/** The API does not have the event: it has expired, or its subscription is no more, and all its events with it. */
export const forgotten = async (parts: DispatcherParts, turn: Turn): Promise<void> => {
  const { ledger, ports, now } = parts
  const subscription = await ports.subscription(turn)
  if ('no' in subscription && subscription.no.code === 'not_found') {
    await ledger.gone(turn, 'The subscription was deleted, and its events with it')
    return
  }
  await ledger.settle(turn, { to: 'expired', note: EXPIRED }, { freeAt: Math.max(now(), turn.notBefore), waits: null })
}

const EXPIRED = 'The API has forgotten the event: it keeps them for 7 days'

/**
 * Notes the call, waits for its time, and says whether it may be made; when not, the turn was given back or belongs to
 * somebody else by now. `from`: when it was begun to be prepared.
 */
export const mayCall = async (parts: DispatcherParts, turn: Turn, seen: string, from: number): Promise<boolean> => {
  const { ledger, now, patience, stopping, until, prepared } = parts
  const asked = now()
  if (!stopping()) {
    if (!(await ledger.begin(turn, seen, patience.lease))) return false
    prepared(now() - from)
    await until(turn.notBefore)
    // Whoever held this process up may have done so for as long as the lease: nothing is sent in its last part.
    if (!stopping() && now() - asked < patience.lease / 2) return true
  }
  await ledger.settle(turn, { to: 'back' }, { freeAt: Math.max(now(), turn.notBefore), waits: null })
  return false
}
