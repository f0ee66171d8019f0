import { SECOND } from '../../contract/durations.ts'
import type { ItemNote } from '../../contract/run-note.ts'
import type { FollowUp, FollowUpEnd } from '../../store/runs/queue.ts'
import { certainAfterOf, type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { refusalNote } from './outcome-notes.ts'
import { nextFollowUp, outcomeOfSent } from './outcome-of-sent.ts'
import type { Answer, SeenEvent } from './ports.ts'
import { compareHistory, hasChanged, readTrace } from './trace.ts'

/** Reads a sent event once and writes to the ledger what its state says about the call. */
export async function followUpOn(parts: DispatcherParts, followUp: FollowUp): Promise<void> {
  const seen = await parts.ports.readEvent(followUp)
  if ('value' in seen) parts.ports.reportEvent(followUp, seen.value.event)
  const end =
    followUp.state === 'unknown'
      ? await outcomeOfUnknown(parts, followUp, seen)
      : { result: outcomeOfSent(parts, followUp, seen) }
  await parts.ledger.closeFollowUp(followUp, end)
}

/** The calls of one event that are made again without a person, because the call before left no trace. */
const MOST_REPEATS = 1

/**
 * Tells from the event whether a call arrived whose answer never came: any difference from what was noted before the call
 * means that it did. Without a difference nothing is said before `graceUntil`; then the call is made again, once.
 */
export async function outcomeOfUnknown(
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  followUp: FollowUp,
  seen: Answer<SeenEvent>,
): Promise<FollowUpEnd> {
  if ('refusal' in seen) {
    if (seen.refusal.code === 'not_found') return untraced({ code: 'arrivalUnknown' })
    return later(parts, followUp, refusalNote(seen.refusal))
  }
  const { item } = seen.value
  const trace = readTrace(followUp.seen)
  if (item.state !== 'failure' || hasChanged(trace, item)) return arrived(parts, followUp, seen)
  const history = await compareHistory(parts.ports, followUp, trace)
  if (history === 'differs') return arrived(parts, followUp, seen)
  if (parts.now() < followUp.graceUntil) return later(parts, followUp)
  if (history === 'unread') return later(parts, followUp)
  if (history === 'unknown') return untraced({ code: 'cannotTell' })
  const seconds = certainAfterOf(parts, followUp.environment) / SECOND
  if (followUp.repeats >= MOST_REPEATS) return untraced({ code: 'noTraceTwice', seconds })
  const note = { code: 'noTrace', seconds } as const
  return {
    result: { to: 'back', note, repeated: true },
    call: { outcome: 'unknown', status: null, problem: note },
  }
}

/** Ends an item whose call stays unknown, in the journal as well: a person decides. */
const untraced = (note: ItemNote): FollowUpEnd => ({
  result: { to: 'untraced', note },
  call: { outcome: 'unknown', status: null, problem: note },
})

/**
 * Asks again: at growing distances, and when it is certain. An event that cannot be asked about for as long as a sent one
 * is followed is left to a person.
 */
const later = (
  { ports, now }: Pick<DispatcherParts, 'ports' | 'now'>,
  { environment, sentAt, graceUntil }: FollowUp,
  note?: ItemNote,
): FollowUpEnd => {
  const interval = intervalOf({ ports }, environment)
  const [at, sent] = [now(), sentAt ?? now()]
  const next = at + Math.max(interval / 12, Math.min(at - sent, interval * 5))
  if (at >= graceUntil && nextFollowUp(sent, interval, at) === undefined) return untraced({ code: 'cannotTell' })
  const followUpAt = at < graceUntil ? Math.min(next, graceUntil) : next
  return { result: { to: 'unknown', followUpAt, graceUntil, ...(note && { note }) } }
}

/** The call was taken: its item goes on as one that was sent. */
const arrived = (
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  followUp: FollowUp,
  seen: Answer<SeenEvent>,
): FollowUpEnd => {
  const call = { outcome: 'done', status: null, problem: null } as const
  const result = outcomeOfSent(parts, followUp, seen)
  if (result.to !== 'untraced') return { result, call }
  // An event that is under way is read once more, even when finding that out took longer than all follow-ups last.
  const [now, interval] = [parts.now(), intervalOf(parts, followUp.environment)]
  return { result: { to: 'scheduled', followUpAt: nextFollowUp(now, interval, now) ?? now, note: null }, call }
}
