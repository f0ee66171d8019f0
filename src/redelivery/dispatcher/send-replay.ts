import type { Result, Sent, Turn } from '../../store/runs/queue.ts'
import { replayedNote } from '../planning/replay-warning.ts'
import type { DispatcherParts } from './parts.ts'
import type { ReplayAnswer } from './ports.ts'
import { mayCall } from './turn-steps.ts'

/**
 * Posts a token to its listener, once, and settles what it answered, and whether the token was meant for it. Without an
 * answer nothing is ever repeated.
 */
export const replay = async (parts: DispatcherParts, turn: Turn, token: string, from: number): Promise<void> => {
  if (!(await mayCall(parts, turn, '', from))) return
  const answer = await parts.ports.replay(turn, token)
  const [result, sent] = endOf(answer)
  const audience = answer.endpoint === undefined ? '' : replayedNote(token, answer.endpoint)
  await parts.ledger.settle(turn, { ...result, note: `${result.note}${audience}` }, { waits: null }, sent)
}

const endOf = (answer: ReplayAnswer): [Result & { note: string }, Sent] => {
  if ('error' in answer) {
    const { error, sent } = answer
    return [
      { to: sent ? 'untraced' : 'failed', note: error },
      { outcome: sent ? 'unknown' : 'refused', status: null, problem: error },
    ]
  }
  const { status } = answer
  if (status >= 200 && status < 300)
    return [
      { to: 'delivered', status, note: `The listener accepted it (${status})` },
      { outcome: 'done', status, problem: null },
    ]
  const words = `The listener answered ${status}`
  return [
    { to: 'failed', status, note: words },
    { outcome: 'refused', status, problem: words },
  ]
}
