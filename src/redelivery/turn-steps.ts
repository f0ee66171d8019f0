import type { Turn } from '../store/run-queue.ts'
import type { DispatcherParts } from './dispatcher-parts.ts'

/** The API does not have the event: it has expired, or its subscription is no more, and all its events with it. */
export const forgotten = async (parts: DispatcherParts, turn: Turn): Promise<void> => {
  const { ledger, ports, now } = parts
  const subscription = await ports.subscription(turn)
  if ('no' in subscription && subscription.no.code === 'not_found') {
    await ledger.gone(turn, 'The subscription was deleted, and its events with it')
    return
  }
  await ledger.settle(turn, { to: 'expired', note: EXPIRED }, { freeAt: now(), waits: null })
}

const EXPIRED = 'The API has forgotten the event: it keeps them for 7 days'

/** Whether the call may be made; when not, the turn was given back or belongs to somebody else by now. */
export const mayCall = async (parts: DispatcherParts, turn: Turn, seen: string): Promise<boolean> => {
  const { ledger, now, patience, stopping } = parts
  if (stopping()) {
    await ledger.settle(turn, { to: 'back' }, { freeAt: now(), waits: null })
    return false
  }
  const asked = now()
  if (!(await ledger.begin(turn, seen, patience.lease))) return false
  // Whoever held this process up may have done so for as long as the lease: nothing is sent in its last part.
  if (now() - asked < patience.lease / 4) return true
  await ledger.settle(turn, { to: 'back' }, { freeAt: now(), waits: null })
  return false
}
