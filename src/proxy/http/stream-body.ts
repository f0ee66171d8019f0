/** The source of a streaming answer; texts are sent as UTF-8. */
export type StreamSource = ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array>

export interface StreamBodyOptions {
  /** Aborted as soon as the reader leaves, so that a source that waits can end. */
  gone: AbortController
  /** Called with the error when reading fails midway. */
  onBreak: (error: unknown) => void
}

/**
 * Returns a body that is read as fast as it is taken: one chunk at a time, nothing before the first is asked for. When the
 * reader leaves the source is ended; when the source fails the body fails, so that a part is not taken for the whole.
 */
export function streamBody(
  source: StreamSource,
  { gone, onBreak: broke }: StreamBodyOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const chunks = source[Symbol.asyncIterator]()
  const nextChunk = async (): Promise<Uint8Array | undefined> => {
    for (;;) {
      const { done, value } = await chunks.next()
      if (done) return undefined
      const bytes = typeof value === 'string' ? encoder.encode(value) : value
      if (bytes.length > 0) return bytes
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await nextChunk()
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
        // A busy source ends after the chunk it is at, and its error then has no reader.
        chunks.return?.().catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
