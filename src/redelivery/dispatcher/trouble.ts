import { SECOND } from '../../contract/durations.ts'
import type { ItemResult, Turn, TurnEnd } from '../../store/runs/queue.ts'
import { type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { refusalNote } from './outcome-notes.ts'
import type { ApiRefusal } from './ports.ts'

type PortsAndClock = Pick<DispatcherParts, 'ports' | 'now'>

/** The first wait for something to get better, in intervals; it doubles, up to the longest. */
const [FIRST, LONGEST] = [1 / 12, 5]

/** Returns how long a lane waits, in ms, after this many turns in a row came to nothing. */
export function backoff(troubles: number, interval: number): number {
  return Math.min(interval * FIRST * 2 ** Math.min(troubles, 20), interval * LONGEST)
}

/** Refusals that concern the way to the API or the console as a whole: nothing is wrong with the event. */
const FORBIDDEN = new Set<ApiRefusal['code']>(['upstream_forbidden', 'upstream_credentials'])

/** An event whose answer could not be read this many times gives up its turn for good. */
const UNREADABLE = 5

/**
 * Returns the end of a turn whose refusal did nothing to the event: the item goes back to its position and its lane waits,
 * longer each time. A rate limit is obeyed. `freeAt` is the time from which the ration allows the next call.
 */
export function backAfterRefusal(
  parts: PortsAndClock,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt = Math.max(parts.now(), turn.notBefore),
): TurnEnd {
  const interval = intervalOf(parts, turn.environment)
  const note = refusalNote(refusal)
  if (refusal.code === 'upstream_broken' && turn.tries + 1 >= UNREADABLE)
    return { result: { to: 'refused', note }, lane: { freeAt, waits: null } }
  const result: ItemResult = { to: 'back', ...(refusal.code === 'upstream_broken' && { tried: true }) }
  if (refusal.code === 'rate_limited') {
    const until = parts.now() + (refusal.retryAfter === undefined ? interval : refusal.retryAfter * SECOND)
    return { result, lane: { freeAt: until, waits: { why: 'limit', note, until } } }
  }
  const wait = Math.max(backoff(turn.troubles, interval), (refusal.retryAfter ?? 0) * SECOND)
  const why = FORBIDDEN.has(refusal.code) ? 'forbidden' : 'upstream'
  return { result, lane: { freeAt, waits: { why, note, until: Math.max(freeAt, parts.now() + wait) } } }
}

/** Returns the end of a turn whose subscription is off: its lane tries again each interval, or when it is switched on. */
export function backWhileOff(
  parts: PortsAndClock,
  turn: Turn,
  freeAt = Math.max(parts.now(), turn.notBefore),
): TurnEnd {
  const until = Math.max(freeAt, parts.now() + intervalOf(parts, turn.environment))
  return { result: { to: 'back' }, lane: { freeAt, waits: { why: 'off', note: { code: 'subscriptionOff' }, until } } }
}
