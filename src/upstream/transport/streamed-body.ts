import { faultOf, UpstreamFault } from './fault.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Milliseconds that a long answer may pause before it counts as broken. */
export const SILENCE = 30_000

export interface PartsOptions {
  /** The signal of the call; an abort ends the reading. */
  signal: AbortSignal
  /** Ends the call when no more of it is wanted or it cannot go on. */
  end: () => void
}

/**
 * Reads the body of an answer one part at a time, only as they are asked for; a reader that stops early ends the call.
 * Throws `UpstreamFault` when it breaks off or pauses for longer than `SILENCE` while a part is awaited.
 */
export async function* partsOf(
  body: ReadableStream<Uint8Array> | null,
  { signal, end }: PartsOptions,
): AsyncGenerator<Uint8Array> {
  if (body === null) return
  const reader = body.getReader()
  const stop = new AbortController()
  const cancel = () => stop.abort(new UpstreamFault('cancelled'))
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  let whole = false
  try {
    for (;;) {
      const silence = setTimeout(() => stop.abort(new UpstreamFault('timeout')), SILENCE)
      const part = await unlessAborted(stop.signal, () => reader.read()).finally(() => clearTimeout(silence))
      if (part.done) {
        whole = true
        return
      }
      yield part.value
    }
  } catch (error) {
    throw signal.aborted ? new UpstreamFault('cancelled') : faultOf(error)
  } finally {
    signal.removeEventListener('abort', cancel)
    if (!whole) {
      end()
      await reader.cancel().catch(() => undefined)
    }
  }
}
