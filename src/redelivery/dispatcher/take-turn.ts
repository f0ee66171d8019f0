import type { Turn } from '../../store/runs/queue.ts'
import { alreadyWords } from './outcome-words.ts'
import type { DispatcherParts } from './parts.ts'
import { sendAgain } from './send.ts'
import { replay } from './send-replay.ts'
import { troubled, waitsOff } from './trouble.ts'
import { forgotten } from './turn-steps.ts'

/**
 * Carries out a turn: looks at the event first, as that costs nothing of the ration, and makes the call only when there is
 * something to call for. What was not called for is settled here.
 */
export const takeTurn = async (parts: DispatcherParts, turn: Turn): Promise<void> => {
  const { ledger, ports, now } = parts
  const from = now()
  if (turn.waited === 'off' && turn.way === 'redelivery') {
    const subscription = await ports.subscription(turn)
    if ('got' in subscription && !subscription.got.enabled) {
      await ledger.settle(turn, ...waitsOff(parts, turn))
      return
    }
  }
  if (turn.payload !== null) return replay(parts, turn, turn.payload, from)
  const look = await ports.look(turn)
  if ('no' in look) {
    if (look.no.code === 'not_found') await forgotten(parts, turn)
    else await ledger.settle(turn, ...troubled(parts, turn, look.no))
    return
  }
  const { item, event } = look.got
  if (item.state !== 'failure') {
    ports.tell(turn, event)
    await ledger.settle(
      turn,
      { to: 'already', note: alreadyWords(item) },
      { freeAt: Math.max(now(), turn.notBefore), waits: null },
    )
    return
  }
  await (turn.way === 'replay'
    ? replay(parts, turn, event.request.payload, from)
    : sendAgain(parts, turn, look.got, from))
}
