import { z } from 'zod'

/**
 * The state of one event of a run. `held`: waits, and must not be sent now. `sending`: the call was begun. `unknown`:
 * begun, outcome not known yet. `scheduled`: the API took it. Final: `delivered`; `failed` (tried, and failed again);
 * `already` (was delivered or scheduled otherwise); `expired` (forgotten by the API); `refused`; `cancelled`;
 * `untraced` (sent, its end not learnt).
 */
export const ITEM_STATES = [
  'held',
  'waiting',
  'sending',
  'unknown',
  'scheduled',
  'delivered',
  'failed',
  'already',
  'expired',
  'refused',
  'cancelled',
  'untraced',
] as const
export const ItemState = z.enum(ITEM_STATES)
export type ItemState = z.infer<typeof ItemState>
/** The states in which an event is in the queue: no other run takes it meanwhile. */
export const ACTIVE_ITEM_STATES = ['held', 'waiting', 'sending', 'unknown', 'scheduled'] as const
