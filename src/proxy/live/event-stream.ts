import type { ActiveRuns } from '../../contract/run.ts'
import type { LiveRuns } from './runs.ts'

export interface LiveEventsOptions {
  environment: string
  /** Aborted when the reader leaves. */
  gone: AbortSignal
  /** Milliseconds after which the stream ends, so that the client connects and is checked anew. */
  lifetime: number
}

/** Milliseconds between two signs of life, which keep the connection open and tell the page that it is. */
const HEARTBEAT = 15_000
/** Milliseconds after which a client whose connection ended may come back. */
const RETRY = 3_000

/** An event, because pages are not told of comments. */
const ALIVE = 'event: alive\ndata: 1\n\n'

export const LIVE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx and others would hold the answer back until it is large enough.
  'X-Accel-Buffering': 'no',
}

/**
 * Yields the active runs of an environment as server-sent events: `runs` with ActiveRuns, first as it is, then after every
 * change, and `alive` while there is none. A slow reader gets the latest state and none of those between, so that nothing piles up here.
 */
export async function* liveEvents(
  live: LiveRuns,
  { environment, gone, lifetime }: LiveEventsOptions,
): AsyncGenerator<string> {
  yield `retry: ${RETRY}\n\n`
  let unsent: ActiveRuns | undefined
  let bell = Promise.withResolvers<void>()
  const over = new AbortController()
  const end = () => {
    over.abort()
    bell.resolve()
  }
  const leave = live.listen(environment, {
    onEnd: end,
    onRuns(runs) {
      unsent = runs
      bell.resolve()
    },
  })
  const beat = () => bell.resolve()
  const timers = [setTimeout(end, lifetime).unref(), setInterval(beat, HEARTBEAT).unref()]
  gone.addEventListener('abort', end)
  try {
    while (!over.signal.aborted && !gone.aborted) {
      await bell.promise
      bell = Promise.withResolvers()
      if (over.signal.aborted) return
      const message = unsent ? `event: runs\ndata: ${JSON.stringify(unsent)}\n\n` : ALIVE
      unsent = undefined
      yield message
    }
  } finally {
    leave()
    for (const timer of timers) clearTimeout(timer)
    gone.removeEventListener('abort', end)
  }
}
