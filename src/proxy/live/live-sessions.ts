/** The streams that are open, by session: bounded in number, and ended with it. */
export interface LiveSessions {
  /** Counts a stream of a session, to be ended by `end`; returns what closes the count, or undefined when there are too many. */
  open(key: string, end: () => void): (() => void) | undefined
  /** Ends all streams of a session at once. */
  end(key: string): void
}

/** The number of streams that a session may have open: one for each tab, and some that are not yet known to be gone. */
const MOST = 20

export function createLiveSessions(most = MOST): LiveSessions {
  const streams = new Map<string, Set<() => void>>()
  return {
    open(key, end) {
      const known = streams.get(key) ?? new Set()
      if (known.size >= most) return undefined
      const stream = () => end()
      streams.set(key, known.add(stream))
      return () => {
        known.delete(stream)
        if (known.size === 0 && streams.get(key) === known) streams.delete(key)
      }
    },
    end(key) {
      for (const stream of [...(streams.get(key) ?? [])]) stream()
    },
  }
}
