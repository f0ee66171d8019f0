import type { LiveRuns } from './live-runs.ts'

export interface LiveStreamOptions {
  environment: string
  /** Aborted when the client is gone. */
  signal: AbortSignal
  /** For how long it is open at most, in ms: then the client asks anew, and is checked anew. */
  lifetime: number
}

/** Between two comments that keep the connection open, in ms. */
const HEARTBEAT = 15_000
/** After how long a client may come back whose connection ended, in ms. */
const RETRY = 3_000

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx and others would hold the answer back until it is large enough.
  'X-Accel-Buffering': 'no',
}

/**
 * What runs in an environment as server-sent events: `runs` with ActiveRuns, first as it is, then whenever it changed. A
 * client that reads slowly gets the latest state and none of those between: nothing piles up here.
 */
export const liveStream = (live: LiveRuns, { environment, signal, lifetime }: LiveStreamOptions): Response => {
  const encoder = new TextEncoder()
  const timers: NodeJS.Timeout[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let leave: (() => void) | undefined
  let unsent: string | undefined

  const wanted = () => (controller?.desiredSize ?? 0) > 0
  const send = (text: string) => controller?.enqueue(encoder.encode(text))
  const forget = () => {
    for (const timer of timers.splice(0)) clearTimeout(timer)
    signal.removeEventListener('abort', close)
    controller = undefined
    leave?.()
    leave = undefined
  }
  const close = () => {
    const open = controller
    forget()
    open?.close()
  }

  const body = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened
      send(`retry: ${RETRY}\n\n`)
      timers.push(setTimeout(close, lifetime).unref())
      timers.push(setInterval(() => wanted() && send(': still here\n\n'), HEARTBEAT).unref())
      signal.addEventListener('abort', close)
      const stopListening = live.listen(environment, {
        end: close,
        tell(runs) {
          const message = `event: runs\ndata: ${JSON.stringify(runs)}\n\n`
          if (wanted()) send(message)
          else unsent = message
        },
      })
      if (controller && !signal.aborted) leave = stopListening
      else {
        stopListening()
        close()
      }
    },
    pull() {
      if (unsent !== undefined) send(unsent)
      unsent = undefined
    },
    cancel: forget,
  })
  return new Response(body, { headers: HEADERS })
}
