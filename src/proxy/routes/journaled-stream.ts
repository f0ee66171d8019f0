import { Refusal } from '../../contract/refusal.ts'
import type { JournalResult } from '../../store/journal/journal.ts'
import { UpstreamFault } from '../../upstream/transport/fault.ts'
import type { StreamRequest } from '../http/guard.ts'
import { beginEntry, type JournalIntent } from './journaled.ts'
import type { RouteServices } from './services.ts'

/** The size of the part of a file that was sent. */
export interface SentAmount {
  bytes: number
  lines: number
}

const NEWLINE = 10

/**
 * Sends something long with its row in the journal: `pending` before it is opened, and at its end how much of it was
 * sent; `unknown` when it broke off or the reader left, for part of it was seen. A refusal to open is journaled and thrown.
 */
export async function journaledStream<T>(
  { entries }: Pick<RouteServices, 'entries'>,
  request: StreamRequest,
  intent: JournalIntent,
  open: () => Promise<{ chunks: AsyncIterable<Uint8Array>; opened: T }>,
): Promise<{ body: AsyncIterable<Uint8Array>; opened: T }> {
  const { gone } = request
  const id = await beginEntry(entries, request, intent)
  let ended = false
  const finish = async (result: JournalResult) => {
    if (ended) return
    ended = true
    await entries.finish(id, result)
  }
  try {
    const { chunks, opened } = await open()
    const out: SentAmount = { bytes: 0, lines: 0 }
    const left = () => void finish({ outcome: 'unknown', after: out, problem: 'nobody took the rest' })
    if (gone.aborted) left()
    else gone.addEventListener('abort', left, { once: true })
    return { body: counted(chunks, out, finish), opened }
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : undefined
    const words = problem ? `${problem.code}: ${problem.title}` : 'internal'
    await finish({ outcome: 'refused', upstreamStatus: problem?.upstreamStatus ?? null, problem: words })
    throw error
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  out: SentAmount,
  finish: (result: JournalResult) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      out.bytes += chunk.length
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) out.lines += 1
      yield chunk
    }
    await finish({ outcome: 'done', after: out, upstreamStatus: 200 })
  } catch (error) {
    const why = error instanceof UpstreamFault ? error.message : 'internal'
    await finish({ outcome: 'unknown', after: out, problem: `broke off: ${why}` })
    throw error
  }
}
