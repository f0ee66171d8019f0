import type { LaneAfter, Result, Turn } from '../../store/runs/queue.ts'
import { noWords } from './outcome-words.ts'
import { type DispatcherParts, intervalOf } from './parts.ts'
import type { No } from './ports.ts'

type Parts = Pick<DispatcherParts, 'ports' | 'now'>

/** Of the interval: the first wait for something to get better; it doubles, up to the longest. */
const [FIRST, LONGEST] = [1 / 12, 5]

/** How long a lane waits that has come to nothing so many times in a row, in ms. */
export const backoff = (troubles: number, interval: number): number =>
  Math.min(interval * FIRST * 2 ** Math.min(troubles, 20), interval * LONGEST)

/** Refusals of the way to the API or of the console as a whole: nothing is wrong with the event. */
const FORBIDDEN = new Set<No['code']>(['upstream_forbidden', 'upstream_credentials'])

/** An event whose answer cannot be read so often keeps its lane no longer. */
const UNREADABLE = 5

/**
 * What a refusal means that has done nothing to the event: it goes back to its place, its lane waits, longer each time. A
 * rate limit is obeyed. `freeAt` is from when the ration allows the next call.
 */
export const troubled = (
  parts: Parts,
  turn: Turn,
  no: No,
  freeAt = Math.max(parts.now(), turn.notBefore),
): [Result, LaneAfter] => {
  const interval = intervalOf(parts, turn.environment)
  const words = noWords(no)
  if (no.code === 'upstream_broken' && turn.tries + 1 >= UNREADABLE)
    return [
      { to: 'refused', note: words },
      { freeAt, waits: null },
    ]
  const result: Result = { to: 'back', ...(no.code === 'upstream_broken' && { tried: true }) }
  if (no.code === 'rate_limited') {
    const until = parts.now() + (no.retryAfter === undefined ? interval : no.retryAfter * 1000)
    return [result, { freeAt: until, waits: { why: 'limit', words, until } }]
  }
  const wait = Math.max(backoff(turn.troubles, interval), (no.retryAfter ?? 0) * 1000)
  const why = FORBIDDEN.has(no.code) ? 'forbidden' : 'upstream'
  return [result, { freeAt, waits: { why, words, until: Math.max(freeAt, parts.now() + wait) } }]
}

/** A subscription that is off: its lane looks again each interval, or when it is switched on. */
export const waitsOff = (
  parts: Parts,
  turn: Turn,
  freeAt = Math.max(parts.now(), turn.notBefore),
): [Result, LaneAfter] => {
  const until = Math.max(freeAt, parts.now() + intervalOf(parts, turn.environment))
  const words = 'The subscription is off; it goes on once the subscription is on'
  return [{ to: 'back' }, { freeAt, waits: { why: 'off', words, until } }]
}
