/** What a streaming answer is read from; texts are sent as UTF-8. */
export type StreamSource = ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array>

export interface StreamBodyOptions {
  /** Aborted as soon as nobody reads any more, so that a source that waits can end. */
  gone: AbortController
  /** Told of the error when reading fails midway. */
  onBreak: (error: unknown) => void
}

/**
 * A body that is read as fast as it is taken and no faster: one part at a time, nothing before the first is asked for.
 * When nobody takes it any more the source is told to end. When the source fails the body fails, so that the connection
 * breaks and nobody takes a part for the whole.
 */
export function streamBody(
  source: StreamSource,
  { gone, onBreak: broke }: StreamBodyOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const parts = source[Symbol.asyncIterator]()
  const nextPart = async (): Promise<Uint8Array | undefined> => {
    for (;;) {
      const { done, value } = await parts.next()
      if (done) return undefined
      const bytes = typeof value === 'string' ? encoder.encode(value) : value
      if (bytes.length > 0) return bytes
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await nextPart()
          if (gone.signal.aborted) return
          if (bytes) controller.enqueue(bytes)
          else controller.close()
        } catch (error) {
          if (gone.signal.aborted) return
          broke(error)
          controller.error(new Error('The answer broke off'))
        }
      },
      cancel() {
        gone.abort(new Error('Nobody reads any more'))
        // A source that is busy ends after the part it is at; what it says then interests nobody.
        parts.return?.().catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
