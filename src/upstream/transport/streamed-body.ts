import { faultOf, UpstreamFault } from './fault.ts'
import { unlessAborted } from './unless-aborted.ts'

/** How long a long answer may pause before it counts as broken, in ms. */
export const SILENCE = 30_000

export interface PartsOptions {
  /** Of the call: when it aborts, so does the reading. */
  signal: AbortSignal
  /** Ends the call, when nobody wants more of it or it cannot go on. */
  end: () => void
}

/**
 * The body of an answer, read one part at a time as they are asked for: what nobody takes is not read. Throws
 * `UpstreamFault` when it breaks off or pauses for longer than `SILENCE` while somebody waits; that nobody asks is no
 * pause. Whoever stops early ends the call.
 */
export async function* partsOf(
  body: ReadableStream<Uint8Array> | null,
  { signal, end }: PartsOptions,
): AsyncGenerator<Uint8Array> {
  if (body === null) return
  const reader = body.getReader()
  const stop = new AbortController()
  const give = () => stop.abort(new UpstreamFault('cancelled'))
  if (signal.aborted) give()
  signal.addEventListener('abort', give, { once: true })
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
    signal.removeEventListener('abort', give)
    if (!whole) {
      end()
      await reader.cancel().catch(() => undefined)
    }
  }
}
