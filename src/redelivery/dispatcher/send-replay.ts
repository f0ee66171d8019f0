import type { CallOutcome, ItemResult, Turn } from '../../store/runs/queue.ts'
import { replayedNote } from '../planning/replay-warning.ts'
import type { DispatcherParts } from './dispatcher-parts.ts'
import type { ReplayAnswer } from './ports.ts'
import { noteCallAndWait } from './turn-steps.ts'

/**
 * Posts a token to its listener, once, and closes the turn with the answer and a note on whether the token was meant for
 * this listener. A post without an answer is never repeated.
 */
export async function sendReplay(parts: DispatcherParts, turn: Turn, token: string, from: number): Promise<void> {
  if (!(await noteCallAndWait(parts, { turn, seen: '', from }))) return
  const answer = await parts.ports.replay(turn, token)
  const { result, call } = endOf(answer)
  const audience = answer.endpoint === undefined ? '' : replayedNote(token, answer.endpoint)
  await parts.ledger.closeTurn(turn, {
    result: { ...result, note: `${result.note}${audience}` },
    lane: { waits: null },
    call,
  })
}

const endOf = (answer: ReplayAnswer): { result: ItemResult & { note: string }; call: CallOutcome } => {
  if ('error' in answer) {
    const { error, sent } = answer
    return {
      result: { to: sent ? 'untraced' : 'failed', note: error },
      call: { outcome: sent ? 'unknown' : 'refused', status: null, problem: error },
    }
  }
  const { status } = answer
  if (status >= 200 && status < 300)
    return {
      result: { to: 'delivered', status, note: `The listener accepted it (${status})` },
      call: { outcome: 'done', status, problem: null },
    }
  const words = `The listener answered ${status}`
  return {
    result: { to: 'failed', status, note: words },
    call: { outcome: 'refused', status, problem: words },
  }
}
