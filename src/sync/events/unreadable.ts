import { EVENT_RETENTION } from '../../contract/durations.ts'
import { MOST_UNREADABLE } from '../../contract/freshness.ts'
import type { ReadingProgress } from './progress.ts'

/** An event that could not be read, as it is reported once. */
export interface Unread {
  /** Null when it has none. */
  eventId: string | null
  /** The place where it differs from an event; quotes nothing of it. */
  why: string
  /** The same for people, with its place in the answer. */
  differs: string
}

/** The events of a feed that cannot be read, as long as that is so. Kept in the reading's progress, and bounded. */
export interface Unreadable {
  /** Notes that an event could not be read; `key` tells it apart, `at` is the time (milliseconds). */
  met(key: string, unread: Unread, at: number): void
  /** Notes that it was read after all, or is gone. */
  over(key: string): void
  /** Drops what has not been met since a moment (ms): when everything was listed, that is gone. */
  onlySince(moment: number): void
}

/** `onUnread` is called for each event when it is met for the first time. */
export function createUnreadable(
  progress: ReadingProgress,
  now: number,
  onUnread: (unread: Unread) => void,
): Unreadable {
  // An event may still be there this long, even if everything is never listed again.
  progress.keepUnreadableSince(now - EVENT_RETENTION)
  return {
    met(key, unread, at) {
      if (progress.noteUnreadable(key, unread.differs, at, MOST_UNREADABLE)) onUnread(unread)
    },
    over: progress.forgetUnreadable,
    onlySince: progress.keepUnreadableSince,
  }
}
