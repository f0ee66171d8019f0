import type { ItemNote, RunNote } from '../../contract/run-note.ts'
import type { CallOutcome, Turn, TurnEnd } from '../../store/runs/queue.ts'
import { certainAfterOf, type DispatcherParts, intervalOf } from './dispatcher-parts.ts'
import { alreadyNote, hasStatus, refusalNote } from './outcome-notes.ts'
import { firstFollowUp } from './outcome-of-sent.ts'
import type { ApiRefusal, SeenEvent } from './ports.ts'
import { traceOf } from './trace.ts'
import { backAfterRefusal, backoff, backWhileOff } from './trouble.ts'
import { closeForgotten, noteCallAndWait } from './turn-steps.ts'

/** The number of times the API may refuse a failed event of an enabled subscription before it is believed. */
const REFUSALS = 3

/**
 * The turns in a row that a lane gives up because a history cannot be read before the call. After that the call is made
 * without: its outcome may then be one for a person, but an API without a working history holds nothing up.
 */
const UNTRACED = 3

/** Makes the one redelivery call of a turn (API 7) and closes the turn with what came of it. */
export async function sendAgain(
  parts: DispatcherParts,
  turn: Turn,
  { item, event }: SeenEvent,
  from: number,
): Promise<void> {
  const { ledger, ports, pace, now, elapsed } = parts
  const { trace: seen, refusal } = await traceOf(ports, turn, item)
  if (refusal && turn.troubles < UNTRACED) {
    await ledger.closeTurn(turn, backAfterRefusal(parts, turn, refusal))
    return
  }
  if (!(await noteCallAndWait(parts, { turn, seen, from }))) return
  const interval = intervalOf(parts, turn.environment)
  const begun = elapsed()
  const answer = await ports.redeliver(turn)
  const answered = now()
  const sent = answered - (elapsed() - begun)
  const freeAt = pace.after({ environment: turn.environment, interval, sent, answered })
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
  if (hasStatus(refusal, 404, 405, 410)) return missing(parts, turn, refusal, freeAt)
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
    default:
      return unknown(parts, turn, refusal, freeAt)
  }
}

const refused = (refusal: ApiRefusal, freeAt: number, note: ItemNote = refusalNote(refusal)): TurnEnd => {
  const status = refusal.upstreamStatus ?? null
  return {
    result: { to: 'refused', note, status },
    lane: { freeAt, waits: null },
    call: { outcome: 'refused', status, problem: callRefused(refusal) },
  }
}

const callRefused = ({ code, title }: ApiRefusal): RunNote => ({ code: 'callRefused', problem: code, title })

/** The API may have done it or may still do it: a follow-up reads the event. Meanwhile the lane lets the API recover. */
const unknown = ({ now, ports }: DispatcherParts, turn: Turn, refusal: ApiRefusal, freeAt: number): TurnEnd => {
  const interval = intervalOf({ ports }, turn.environment)
  const note = refusalNote(refusal)
  const status = refusal.upstreamStatus ?? null
  const certainAfter = certainAfterOf({ ports }, turn.environment)
  const followUpAt = now() + Math.min(interval / 12, certainAfter)
  const graceUntil = now() + certainAfter
  const until = Math.max(freeAt, now() + backoff(turn.troubles, interval))
  return {
    result: { to: 'unknown', note, status, followUpAt, graceUntil },
    lane: { freeAt, waits: { why: 'upstream', note, until } },
    call: { outcome: 'unknown', status, problem: callRefused(refusal) },
  }
}

/** A call that the API does not have says nothing of the event: looks whether that is still there. */
const missing = async (
  parts: DispatcherParts,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt: number,
): Promise<TurnEnd | undefined> => {
  const status = refusal.upstreamStatus ?? 404
  const end = await withoutFailure(parts, turn, refusal, freeAt)
  return end === 'failed' ? refused(refusal, freeAt, { code: 'notOffered', status }) : end
}

/** 409 has two reasons (API 1.4): the event is not failed any more, or its subscription is off. Reads both to know which. */
const conflict = async (
  parts: DispatcherParts,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt: number,
): Promise<TurnEnd | undefined> => {
  const end = await withoutFailure(parts, turn, refusal, freeAt)
  if (end !== 'failed') return end
  const subscription = await parts.ports.readSubscription(turn)
  if ('refusal' in subscription) return backAfterRefusal(parts, turn, subscription.refusal, freeAt)
  if (!subscription.value.enabled) return backWhileOff(parts, turn, freeAt)
  if (turn.tries + 1 >= REFUSALS) return refused(refusal, freeAt)
  return { result: { to: 'back', tried: true }, lane: { freeAt, waits: null } }
}

/**
 * Reads the event of a refused call and returns the end of its turn when it is not failed any more or cannot be read;
 * undefined when it is forgotten and the turn is closed; or `failed` when it is as it was.
 */
const withoutFailure = async (
  parts: DispatcherParts,
  turn: Turn,
  refusal: ApiRefusal,
  freeAt: number,
): Promise<TurnEnd | undefined | 'failed'> => {
  const answer = await parts.ports.readEvent(turn)
  if ('refusal' in answer) {
    if (answer.refusal.code !== 'not_found') return backAfterRefusal(parts, turn, answer.refusal, freeAt)
    await closeForgotten(parts, turn)
    return undefined
  }
  const { item, event } = answer.value
  if (item.state === 'failure') return 'failed'
  parts.ports.reportEvent(turn, event)
  const status = refusal.upstreamStatus ?? null
  const call: CallOutcome = { outcome: 'refused', status, problem: callRefused(refusal) }
  return { result: { to: 'already', note: alreadyNote(item), status }, lane: { freeAt, waits: null }, call }
}
