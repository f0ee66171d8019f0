import type { ItemNote, ReplayEnd } from '../../contract/run-note.ts'
import type { CallOutcome, ItemResult, Turn } from '../../store/runs/queue.ts'
import { audienceOf } from '../planning/replay-warning.ts'
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
  const { note: end, ...replayed } = endOf(answer)
  const audience = answer.endpoint === undefined ? 'same' : audienceOf(token, answer.endpoint)
  const note: ItemNote = audience === 'same' ? end : { code: 'otherAudience', end, audience }
  await parts.ledger.closeTurn(turn, {
    result: { ...replayed.result, note },
    lane: { waits: null },
    call: { ...replayed.call, problem: replayed.call.outcome === 'done' ? null : end },
  })
}

interface ReplayedEnd {
  result: Omit<ItemResult, 'note'>
  note: ReplayEnd
  call: Omit<CallOutcome, 'problem'>
}

const endOf = (answer: ReplayAnswer): ReplayedEnd => {
  if ('error' in answer) {
    const { error, sent } = answer
    return {
      result: { to: sent ? 'untraced' : 'failed' },
      note: error,
      call: { outcome: sent ? 'unknown' : 'refused', status: null },
    }
  }
  const { status } = answer
  const accepted = status >= 200 && status < 300
  return {
    result: { to: accepted ? 'delivered' : 'failed', status },
    note: { code: accepted ? 'listenerAccepted' : 'listenerAnswered', status },
    call: { outcome: accepted ? 'done' : 'refused', status },
  }
}
