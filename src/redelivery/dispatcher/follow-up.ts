import type { FollowUp, FollowUpEnd } from '../../store/runs/queue.ts'
import { type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { refusalNote } from './outcome-notes.ts'
import { nextFollowUp, outcomeOfSent } from './outcome-of-sent.ts'
import type { Answer, SeenEvent } from './ports.ts'

/** Reads a sent event once and writes to the ledger what its state says about the call. */
export async function followUpOn(parts: DispatcherParts, followUp: FollowUp): Promise<void> {
  const seen = await parts.ports.readEvent(followUp)
  if ('value' in seen) parts.ports.reportEvent(followUp, seen.value.event)
  const end =
    followUp.state === 'unknown'
      ? outcomeOfUnknown(parts, followUp, seen)
      : { result: outcomeOfSent(parts, followUp, seen) }
  await parts.ledger.closeFollowUp(followUp, end)
}

/**
 * Tells from the event whether a call arrived whose answer never came: an event that has changed since was started anew.
 * An unchanged event says nothing while the call may still arrive; after that, the call may be made again.
 */
export function outcomeOfUnknown(
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  followUp: FollowUp,
  seen: Answer<SeenEvent>,
): FollowUpEnd {
  const interval = intervalOf(parts, followUp.environment)
  const { graceUntil } = followUp
  const now = parts.now()
  if ('refusal' in seen) {
    if (seen.refusal.code === 'not_found') return { result: { to: 'untraced', note: { code: 'arrivalUnknown' } } }
    return { result: { to: 'unknown', followUpAt: now + interval / 3, graceUntil, note: refusalNote(seen.refusal) } }
  }
  const { state, updatedAt } = seen.value.item
  if (state === 'failure' && updatedAt === followUp.seen) {
    if (now < graceUntil) return { result: { to: 'unknown', followUpAt: graceUntil, graceUntil } }
    return {
      result: { to: 'back', note: null },
      call: { outcome: 'refused', status: null, problem: { code: 'callNeverArrived' } },
    }
  }
  const arrived = { outcome: 'done', status: null, problem: null } as const
  const result = outcomeOfSent(parts, followUp, seen)
  if (result.to !== 'untraced') return { result, call: arrived }
  // An event that is under way is read once more, even when finding that out took longer than all follow-ups last.
  return {
    result: { to: 'scheduled', followUpAt: nextFollowUp(now, interval, now) ?? now, note: null },
    call: arrived,
  }
}
