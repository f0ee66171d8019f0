import type { Turn } from '../../store/runs/queue.ts'
import { tokenOf } from '../../sync/decode/event.ts'
import type { DispatcherParts } from './dispatcher-parts.ts'
import { alreadyNote } from './outcome-notes.ts'
import { sendAgain } from './send.ts'
import { sendReplay } from './send-replay.ts'
import { backAfterRefusal, backWhileOff } from './trouble.ts'
import { closeForgotten } from './turn-steps.ts'

/**
 * Carries out a turn: reads the event first, which costs nothing of the ration, and makes the call only when the event
 * still needs it. A turn without a call is closed here.
 */
export async function takeTurn(parts: DispatcherParts, turn: Turn): Promise<void> {
  const { ledger, ports, now, elapsed } = parts
  const from = elapsed()
  if (turn.waited === 'off' && turn.way === 'redelivery') {
    const subscription = await ports.readSubscription(turn)
    if ('value' in subscription && !subscription.value.enabled) {
      await ledger.closeTurn(turn, backWhileOff(parts, turn))
      return
    }
  }
  if (turn.payload !== null) return sendReplay(parts, turn, turn.payload, from)
  const answer = await ports.readEvent(turn)
  if ('refusal' in answer) {
    if (answer.refusal.code === 'not_found') await closeForgotten(parts, turn)
    else await ledger.closeTurn(turn, backAfterRefusal(parts, turn, answer.refusal))
    return
  }
  const { item, event } = answer.value
  if (item.state !== 'failure') {
    ports.reportEvent(turn, event)
    await ledger.closeTurn(turn, {
      result: { to: 'already', note: alreadyNote(item) },
      lane: { freeAt: Math.max(now(), turn.notBefore), waits: null },
    })
    return
  }
  if (turn.way !== 'replay') return sendAgain(parts, turn, answer.value, from)
  const token = tokenOf(event)
  if (token !== undefined) return sendReplay(parts, turn, token, from)
  await ledger.closeTurn(turn, {
    result: { to: 'failed', note: { code: 'noToken' } },
    lane: { freeAt: Math.max(now(), turn.notBefore), waits: null },
  })
}
