import type { Look, Result, Sent } from '../../store/runs/queue.ts'
import { followed, nextLook } from './follow.ts'
import { noWords } from './outcome-words.ts'
import { type DispatcherParts, intervalOf } from './parts.ts'
import type { No, SeenEvent } from './ports.ts'

/**
 * Whether a call arrived whose answer never came: an event that is not as it was before has been started anew. One that
 * is as it was tells nothing as long as the call may still arrive, and after that, that it may be made again.
 */
export const resolve = (
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  look: Look,
  seen: { got: SeenEvent } | { no: No },
): [Result, Sent?] => {
  const interval = intervalOf(parts, look.environment)
  const now = parts.now()
  if ('no' in seen) {
    if (seen.no.code === 'not_found') return [{ to: 'untraced', note: FORGOTTEN }]
    return [{ to: 'unknown', lookAt: now + interval / 3, graceUntil: look.graceUntil, note: noWords(seen.no) }]
  }
  const { state, updatedAt } = seen.got.item
  if (state === 'failure' && updatedAt === look.seen) {
    if (now < look.graceUntil) return [{ to: 'unknown', lookAt: look.graceUntil, graceUntil: look.graceUntil }]
    return [
      { to: 'back', note: null },
      { outcome: 'refused', status: null, problem: 'The call never arrived' },
    ]
  }
  const arrived: Sent = { outcome: 'done', status: null, problem: null }
  const result = followed(parts, look, seen)
  // However long it took to find out, an event that is under way is looked at again.
  if (result.to !== 'untraced') return [result, arrived]
  return [{ to: 'scheduled', lookAt: nextLook(now, interval, now) ?? now, note: null }, arrived]
}

const FORGOTTEN = 'The API has forgotten the event; whether the call arrived is not known'
