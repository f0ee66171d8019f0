import { MOST_UNREADABLE } from '../../contract/freshness.ts'
import { RETENTION } from '../../store/events/rows.ts'
import type { Progress } from './progress.ts'

/** An event that could not be read, as it is told once. */
export interface Unread {
  /** Null when it has none. */
  eventId: string | null
  /** Where it differs from an event; quotes nothing of it. */
  why: string
}

/** What the reading of a feed could not read, as long as that is so. Kept in the reading's progress, and bounded. */
export interface Unreadable {
  /** `key` tells it apart, `at` is when it was met (milliseconds). */
  met(key: string, unread: Unread, at: number): void
  /** It was read after all, or is gone. */
  over(key: string): void
  /** What has not been met since a moment (ms), when everything was listed, is gone. */
  onlySince(moment: number): void
}

/** @param tell told of each when it is met for the first time */
export function createUnreadable(progress: Progress, now: number, tell: (unread: Unread) => void): Unreadable {
  const keep = (from: number) => {
    const kept = Object.entries(progress.unreadable).filter(([, at]) => at >= from)
    progress.unreadable = Object.fromEntries(kept)
  }
  // Where everything is never listed again, this is how long an event may still be there.
  keep(now - RETENTION)
  return {
    met(key, unread, at) {
      if (progress.unreadable[key] === undefined) {
        if (Object.keys(progress.unreadable).length >= MOST_UNREADABLE) return
        tell(unread)
      }
      progress.unreadable[key] = at
    },
    over(key) {
      delete progress.unreadable[key]
    },
    onlySince: keep,
  }
}
