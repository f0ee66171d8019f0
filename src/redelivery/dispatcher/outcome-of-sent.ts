import type { ItemNote } from '../../contract/run-note.ts'
import type { FollowUp, ItemResult } from '../../store/runs/queue.ts'
import { type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { failureNote, refusalNote } from './outcome-notes.ts'
import type { Answer, ApiRefusal, SeenEvent } from './ports.ts'
import { hasChanged, readTrace } from './trace.ts'

/**
 * The times of a scheduled event's follow-ups, in intervals since its call. With a minute between calls: 5 s, 30 s, 1 min,
 * 6 min, 20 min, then behind the attempts at 1 h 5 min and 25 h 5 min (API 6.3), with a few in between. At 5 s a listener
 * that refuses at once is between its first attempts, at 30 s one that takes its 10 s to fail.
 */
const FOLLOW_UPS = [1 / 12, 1 / 2, 1, 6, 20, 66, 180, 360, 720, 1512]

/** Returns the time of the first follow-up of a call. Times are in milliseconds. */
export function firstFollowUp(sent: number, interval: number): number {
  return sent + interval * (FOLLOW_UPS[0] ?? 0)
}

/** Returns the time of the next follow-up after now, or undefined when all are over. Times are in milliseconds. */
export function nextFollowUp(sent: number, interval: number, now: number): number | undefined {
  return FOLLOW_UPS.map((intervals) => sent + intervals * interval).find((at) => at > now)
}

/** Returns what a scheduled event has become, as far as the API says. */
export function outcomeOfSent(
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  followUp: FollowUp,
  seen: Answer<SeenEvent>,
): ItemResult {
  if ('refusal' in seen) return unread(parts, followUp, seen.refusal)
  const { item } = seen.value
  if (item.state === 'success') return { to: 'delivered', note: null }
  // An event that has not changed since the call still shows the answer of an earlier attempt.
  const tried = hasChanged(readTrace(followUp.seen), item)
  if (item.state === 'failure' && tried) {
    const failure = failureNote(item)
    return { to: 'failed', note: { code: 'failedAgain', failure }, missed: failure }
  }
  // Without a cause it waits for its first attempt.
  if (item.state === 'awaiting-retry' && tried && item.cause !== null) {
    const failure = failureNote(item)
    return { ...later(parts, followUp, { code: 'notDelivered', failure }), missed: failure }
  }
  return later(parts, followUp, null)
}

const unread = (parts: Pick<DispatcherParts, 'ports' | 'now'>, followUp: FollowUp, refusal: ApiRefusal): ItemResult => {
  if (refusal.code === 'not_found') return { to: 'untraced', note: { code: 'endForgotten' } }
  return later(parts, followUp, refusalNote(refusal))
}

const later = (
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  followUp: FollowUp,
  note: ItemNote | null,
): ItemResult => {
  const at = nextFollowUp(followUp.sentAt ?? 0, intervalOf(parts, followUp.environment), parts.now())
  if (at !== undefined) return { to: 'scheduled', followUpAt: at, note }
  return { to: 'untraced', note: note ?? { code: 'endUnknown' } }
}
