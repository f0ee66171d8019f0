import { SECOND } from '../../contract/durations.ts'

/** The streams that are open, by session: bounded in number, and ended with it. */
export interface LiveSessions {
  /** Counts a stream of a session, to be ended by `end`; returns what closes the count, or undefined when there are too many. */
  open(key: string, end: () => void): (() => void) | undefined
  /** Ends all streams of a session at once. */
  end(key: string): void
}

export interface LiveSessionsOptions {
  /** Returns those of some sessions that last, whichever process ended the others. */
  lasting: (keys: readonly string[]) => Promise<string[]>
  /** The number of streams that a session may have open: one for each tab, and some that are not yet known to be gone. */
  most?: number
  /** Milliseconds between two looks at the sessions. */
  period?: number
}

/** Asks once a second, for all streams together, whether their sessions last: another process may have ended one. */
export function createLiveSessions({ lasting, most = 20, period = SECOND }: LiveSessionsOptions): LiveSessions {
  const streams = new Map<string, Set<() => void>>()
  let timer: NodeJS.Timeout | undefined

  const endAll = (key: string) => {
    for (const stream of [...(streams.get(key) ?? [])]) stream()
  }
  const look = async () => {
    const asked = [...streams.keys()]
    // A store that does not answer ends nobody's stream; it is asked again.
    const lasts = new Set(await lasting(asked).catch(() => asked))
    for (const key of asked) if (!lasts.has(key)) endAll(key)
    timer = streams.size > 0 ? later() : undefined
  }
  const later = () => setTimeout(() => void look(), period).unref()

  return {
    open(key, end) {
      const known = streams.get(key) ?? new Set()
      if (known.size >= most) return undefined
      const stream = () => end()
      streams.set(key, known.add(stream))
      if (timer === undefined) timer = later()
      return () => {
        known.delete(stream)
        if (known.size === 0 && streams.get(key) === known) streams.delete(key)
      }
    },
    end: endAll,
  }
}
