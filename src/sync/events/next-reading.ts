import { HOUR } from '../../contract/durations.ts'
import type { FeedActivity } from '../../store/events/activity.ts'
import type { Feed } from '../../store/events/feeds.ts'
import { SWEEP_AGE } from './read-feed.ts'

/** The longest time between two readings in the background, in milliseconds. */
const LONGEST = HOUR
/** A feed is read again after this part of the time for which nothing has happened in it. */
const PART_OF_SILENCE = 1 / 4
/** A feed whose last event failed, is on its way or was looked at counts as more recent than it is. */
const MORE_RECENT = 1 / 2
/** An active feed is read before its time is over, so that what is new is there by then. */
const IN_TIME = 3 / 5

export interface NextReading {
  dueAt: number
  /** True when nothing has happened for a while. */
  quiet: boolean
}

/**
 * Returns when a feed is to be read again: within `period` (ms) of the last reading while something happens in it, and
 * less and less often, down to once an hour, the longer nothing does.
 */
export function nextReading(
  {
    asOf,
    watchedAt,
    sweptAt,
    failing,
  }: Pick<Feed, 'asOf' | 'watchedAt'> & { sweptAt: number | null; failing: boolean },
  activity: FeedActivity,
  { now, period }: { now: number; period: number },
): NextReading {
  const since = (time: number | null) => (time === null ? Number.POSITIVE_INFINITY : Math.max(0, now - time))
  const silence = Math.min(
    since(millisecondsOf(activity.newest)),
    since(millisecondsOf(activity.failed)) * MORE_RECENT,
    since(millisecondsOf(activity.unsettled)) * MORE_RECENT,
    since(watchedAt) * MORE_RECENT,
    // A feed that cannot be read is tried again soon at first.
    failing ? since(asOf) : Number.POSITIVE_INFINITY,
  )
  const active = period * IN_TIME
  const interval = Math.max(active, Math.min(silence * PART_OF_SILENCE, LONGEST))
  const dueAt = Math.round(now + interval)
  const quiet = interval > active
  // A feed that people look at all day is swept all the same.
  const sweepAt = quiet || sweptAt === null ? dueAt : Math.max(now, sweptAt + SWEEP_AGE)
  return { dueAt: Math.min(dueAt, sweepAt), quiet }
}

const millisecondsOf = (time: string | null): number | null => (time === null ? null : Date.parse(time))
