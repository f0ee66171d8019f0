import { Refusal } from '../../contract/refusal.ts'
import type { JournalResult } from '../../store/journal/journal.ts'
import { UpstreamFault } from '../../upstream/transport/fault.ts'
import type { StreamRequest } from '../http/guard.ts'
import type { JournalIntent } from './journaled.ts'
import type { RouteServices } from './services.ts'

/** How much of a file went out. */
export interface SentAmount {
  bytes: number
  lines: number
}

const NEWLINE = 10

/**
 * Hands out something long with its row in the journal: `pending` before it is opened, and at its end how much of it went
 * out; `unknown` when it broke off or nobody took the rest, for part of it was seen. A refusal to open is journaled as
 * such and thrown.
 */
export async function journaledStream<T>(
  { store: { journal }, log }: Pick<RouteServices, 'store' | 'log'>,
  { session, requestId, gone }: StreamRequest,
  intent: JournalIntent,
  open: () => Promise<{ parts: AsyncIterable<Uint8Array>; opened: T }>,
): Promise<{ body: AsyncIterable<Uint8Array>; opened: T }> {
  const actor = { id: session.user.id, name: session.user.name }
  const id = await journal.begin({ ...intent, actor, role: session.role, requestId })
  let ended = false
  const finish = async (result: JournalResult) => {
    if (ended) return
    ended = true
    await journal
      .finish(id, result)
      .catch((error: unknown) => log.error({ requestId, entry: id, err: error }, 'outcome not journaled'))
  }
  try {
    const { parts, opened } = await open()
    const out: SentAmount = { bytes: 0, lines: 0 }
    const left = () => void finish({ outcome: 'unknown', after: out, problem: 'nobody took the rest' })
    if (gone.aborted) left()
    else gone.addEventListener('abort', left, { once: true })
    return { body: counted(parts, out, finish), opened }
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : undefined
    const words = problem ? `${problem.code}: ${problem.title}` : 'internal'
    await finish({ outcome: 'refused', upstreamStatus: problem?.upstreamStatus ?? null, problem: words })
    throw error
  }
}

async function* counted(
  parts: AsyncIterable<Uint8Array>,
  out: SentAmount,
  finish: (result: JournalResult) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of parts) {
      out.bytes += part.length
      for (let at = part.indexOf(NEWLINE); at >= 0; at = part.indexOf(NEWLINE, at + 1)) out.lines += 1
      yield part
    }
    await finish({ outcome: 'done', after: out, upstreamStatus: 200 })
  } catch (error) {
    const why = error instanceof UpstreamFault ? error.message : 'internal'
    await finish({ outcome: 'unknown', after: out, problem: `broke off: ${why}` })
    throw error
  }
}
