import type { RunNote } from '../../contract/run-note.ts'
import type { CallOutcome, Turn, TurnEnd } from '../../store/runs/queue.ts'
import { type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { alreadyNote, refusalNote } from './outcome-notes.ts'
import { firstFollowUp } from './outcome-of-sent.ts'
import type { ApiRefusal, SeenEvent } from './ports.ts'
import { backAfterRefusal, backoff, backWhileOff } from './trouble.ts'
import { closeForgotten, noteCallAndWait } from './turn-steps.ts'

/** The number of times the API may refuse a failed event of an enabled subscription before it is believed. */
const REFUSALS = 3

/** Makes the one redelivery call of a turn (API 7) and closes the turn with what came of it. */
export async function sendAgain(
  parts: DispatcherParts,
  turn: Turn,
  { item, event }: SeenEvent,
  from: number,
): Promise<void> {
  const { ledger, ports, pace, now } = parts
  if (!(await noteCallAndWait(parts, { turn, seen: item.updatedAt, from }))) return
  const interval = intervalOf(parts, turn.environment)
  const sent = now()
  const answer = await ports.redeliver(turn)
  const freeAt = pace.after({ environment: turn.environment, interval, sent, answered: now() })
  if ('refusal' in answer) {
    const end = await endOf(parts, turn, answer.refusal, freeAt)
    if (end) await ledger.closeTurn(turn, end)
    return
  }
  const { status } = answer.value
  await ledger.closeTurn(turn, {
    result: { to: 'scheduled', status, followUpAt: firstFollowUp(sent, interval) },
    lane: { freeAt, waits: null },
    call: { outcome: 'done', status, problem: null },
  })
  const { response: _, ...scheduled } = event
  ports.reportEvent(turn, { ...scheduled, state: 'awaiting-executing', attempts: 0 })
}

/** Returns the end of a turn whose call was refused, or undefined when the turn is closed already. */
const endOf = async (
  parts: DispatcherParts,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt: number,
): Promise<TurnEnd | undefined> => {
  switch (refusal.code) {
    case 'rate_limited':
      parts.pace.tooSoon(turn.environment)
      return backAfterRefusal(parts, turn, refusal)
    case 'upstream_unreachable': // the call never left
    case 'upstream_forbidden':
    case 'upstream_credentials':
      return backAfterRefusal(parts, turn, refusal)
    case 'not_failed':
    case 'subscription_off':
      return conflict(parts, turn, refusal, freeAt)
    case 'upstream_refused':
    case 'invalid_request':
      return refusal.upstreamStatus === 409 ? conflict(parts, turn, refusal, freeAt) : refused(refusal, freeAt)
    case 'not_found':
      await closeForgotten(parts, turn)
      return undefined
    default:
      return unknown(parts, turn, refusal, freeAt)
  }
}

const refused = (refusal: ApiRefusal, freeAt: number): TurnEnd => {
  const status = refusal.upstreamStatus ?? null
  return {
    result: { to: 'refused', note: refusalNote(refusal), status },
    lane: { freeAt, waits: null },
    call: { outcome: 'refused', status, problem: callRefused(refusal) },
  }
}

const callRefused = ({ code, title }: ApiRefusal): RunNote => ({ code: 'callRefused', problem: code, title })

/** The API may have done it or may still do it: a follow-up reads the event. Meanwhile the lane lets the API recover. */
const unknown = ({ limits, now, ports }: DispatcherParts, turn: Turn, refusal: ApiRefusal, freeAt: number): TurnEnd => {
  const interval = intervalOf({ ports }, turn.environment)
  const note = refusalNote(refusal)
  const status = refusal.upstreamStatus ?? null
  const followUpAt = now() + Math.min(interval / 12, limits.grace)
  const graceUntil = now() + limits.grace
  const until = Math.max(freeAt, now() + backoff(turn.troubles, interval))
  return {
    result: { to: 'unknown', note, status, followUpAt, graceUntil },
    lane: { freeAt, waits: { why: 'upstream', note, until } },
    call: { outcome: 'unknown', status, problem: callRefused(refusal) },
  }
}

/** 409 has two reasons (API 1.4): the event is not failed any more, or its subscription is off. Reads both to know which. */
const conflict = async (
  parts: DispatcherParts,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt: number,
): Promise<TurnEnd | undefined> => {
  const answer = await parts.ports.readEvent(turn)
  if ('value' in answer && answer.value.item.state !== 'failure') {
    parts.ports.reportEvent(turn, answer.value.event)
    const call: CallOutcome = { outcome: 'refused', status: 409, problem: callRefused(refusal) }
    return {
      result: { to: 'already', note: alreadyNote(answer.value.item), status: 409 },
      lane: { freeAt, waits: null },
      call,
    }
  }
  if ('refusal' in answer && answer.refusal.code === 'not_found') {
    await closeForgotten(parts, turn)
    return undefined
  }
  if ('refusal' in answer) return backAfterRefusal(parts, turn, answer.refusal, freeAt)
  const subscription = await parts.ports.readSubscription(turn)
  if ('refusal' in subscription) return backAfterRefusal(parts, turn, subscription.refusal, freeAt)
  if (!subscription.value.enabled) return backWhileOff(parts, turn, freeAt)
  if (turn.tries + 1 >= REFUSALS) return refused(refusal, freeAt)
  return { result: { to: 'back', tried: true }, lane: { freeAt, waits: null } }
}
