import type { Look } from '../../store/runs/queue.ts'
import { followed } from './follow.ts'
import type { DispatcherParts } from './parts.ts'
import { resolve } from './resolve.ts'

/** Looks at a sent event once, and writes what is to be learnt from how it stands. */
export const lookAt = async (parts: DispatcherParts, look: Look): Promise<void> => {
  const seen = await parts.ports.look(look)
  if ('got' in seen) parts.ports.tell(look, seen.got.event)
  const [result, sent] = look.state === 'unknown' ? resolve(parts, look, seen) : [followed(parts, look, seen)]
  await parts.ledger.looked(look, result, sent)
}
