import type { Look, Result } from '../../store/runs/queue.ts'
import { failureWords, noWords } from './outcome-words.ts'
import { type DispatcherParts, intervalOf } from './parts.ts'
import type { No, SeenEvent } from './ports.ts'

/**
 * When a scheduled event is looked at, in intervals since its call. With a minute between calls: after 5 s, 30 s, 1 min, 6
 * min, 20 min, then behind the attempts at 1 h 5 min and 25 h 5 min (API 6.3), with a few in between. At 5 s a listener
 * that refuses at once is between its first attempts, at 30 s one that takes its 10 s to fail.
 */
const LOOKS = [1 / 12, 1 / 2, 1, 6, 20, 66, 180, 360, 720, 1512]

/** When a call made now is looked at first, in ms. */
export const firstLook = (sent: number, interval: number): number => sent + interval * (LOOKS[0] ?? 0)

/** The next look after now, in ms; undefined when all have been. */
export const nextLook = (sent: number, interval: number, now: number): number | undefined =>
  LOOKS.map((place) => sent + place * interval).find((at) => at > now)

/** What a scheduled event has become, as far as the API tells. */
export const followed = (
  parts: Pick<DispatcherParts, 'ports' | 'now'>,
  look: Look,
  seen: { got: SeenEvent } | { no: No },
): Result => {
  if ('no' in seen) return unseen(parts, look, seen.no)
  const { item } = seen.got
  if (item.state === 'success') return { to: 'delivered', note: null }
  // An answer as it was before the call is an old one.
  const tried = item.updatedAt !== look.seen
  if (item.state === 'failure' && tried) {
    const missed = failureWords(item)
    return { to: 'failed', note: `Failed again: ${missed}`, missed }
  }
  // Without a cause it waits for its first attempt.
  if (item.state === 'awaiting-retry' && tried && item.cause !== null) {
    const missed = failureWords(item)
    return { ...later(parts, look, `Not delivered yet: ${missed}; it is tried again`), missed }
  }
  return later(parts, look, null)
}

const unseen = (parts: Pick<DispatcherParts, 'ports' | 'now'>, look: Look, no: No): Result => {
  if (no.code === 'not_found')
    return { to: 'untraced', note: 'The API took it, but forgot the event before its end was learnt' }
  return later(parts, look, noWords(no))
}

const later = (parts: Pick<DispatcherParts, 'ports' | 'now'>, look: Look, note: string | null): Result => {
  const at = nextLook(look.sentAt ?? 0, intervalOf(parts, look.environment), parts.now())
  if (at !== undefined) return { to: 'scheduled', lookAt: at, note }
  return { to: 'untraced', note: note ?? 'The API took it; how it ended was not learnt in time' }
}
