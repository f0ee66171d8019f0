import type { LaneAfter, Result, Sent, Turn } from '../../store/runs/queue.ts'
import { firstLook } from './follow.ts'
import { alreadyWords, noWords } from './outcome-words.ts'
import { type DispatcherParts, intervalOf } from './parts.ts'
import type { No, SeenEvent } from './ports.ts'
import { backoff, troubled, waitsOff } from './trouble.ts'
import { forgotten, mayCall } from './turn-steps.ts'

type End = [Result, LaneAfter, Sent?]

/** So often the API may refuse a failed event of an enabled subscription before it is believed. */
const REFUSALS = 3

/** Makes the one redelivery call of a turn (API 7) and settles what came of it. */
export const sendAgain = async (
  parts: DispatcherParts,
  turn: Turn,
  { item, event }: SeenEvent,
  from: number,
): Promise<void> => {
  const { ledger, ports, pace, now } = parts
  if (!(await mayCall(parts, turn, item.updatedAt, from))) return
  const interval = intervalOf(parts, turn.environment)
  const sent = now()
  const answer = await ports.redeliver(turn)
  const freeAt = pace.after({ environment: turn.environment, interval, sent, answered: now() })
  if ('no' in answer) {
    const end = await endOf(parts, turn, answer.no, freeAt)
    if (end) await ledger.settle(turn, ...end)
    return
  }
  const { status } = answer.got
  const lookAt = firstLook(sent, interval)
  const done: Sent = { outcome: 'done', status, problem: null }
  await ledger.settle(turn, { to: 'scheduled', status, lookAt }, { freeAt, waits: null }, done)
  const { response: _, ...scheduled } = event
  ports.tell(turn, { ...scheduled, state: 'awaiting-executing', attempts: 0 })
}

/** Undefined when the turn was settled already. */
const endOf = async (parts: DispatcherParts, turn: Turn, no: No, freeAt: number): Promise<End | undefined> => {
  switch (no.code) {
    case 'rate_limited':
      parts.pace.tooSoon(turn.environment)
      return troubled(parts, turn, no)
    case 'upstream_unreachable': // the call never left
    case 'upstream_forbidden':
    case 'upstream_credentials':
      return troubled(parts, turn, no)
    case 'not_failed':
    case 'subscription_off':
      return conflict(parts, turn, no, freeAt)
    case 'upstream_refused':
    case 'invalid_request':
      return no.upstreamStatus === 409 ? conflict(parts, turn, no, freeAt) : refused(no, freeAt)
    case 'not_found':
      await forgotten(parts, turn)
      return undefined
    default:
      return unknown(parts, turn, no, freeAt)
  }
}

const refused = (no: No, freeAt: number): End => {
  const status = no.upstreamStatus ?? null
  const sent: Sent = { outcome: 'refused', status, problem: `${no.code}: ${no.title}` }
  return [{ to: 'refused', note: noWords(no), status }, { freeAt, waits: null }, sent]
}

/** The API may have done it or may still do it: the event itself will tell. Meanwhile the lane lets the API recover. */
const unknown = ({ patience, now, ports }: DispatcherParts, turn: Turn, no: No, freeAt: number): End => {
  const interval = intervalOf({ ports }, turn.environment)
  const words = noWords(no)
  const sent: Sent = { outcome: 'unknown', status: no.upstreamStatus ?? null, problem: `${no.code}: ${no.title}` }
  const result: Result = {
    to: 'unknown',
    note: words,
    status: no.upstreamStatus ?? null,
    lookAt: now() + Math.min(interval / 12, patience.grace),
    graceUntil: now() + patience.grace,
  }
  const until = Math.max(freeAt, now() + backoff(turn.troubles, interval))
  return [result, { freeAt, waits: { why: 'upstream', words, until } }, sent]
}

/** 409 has two reasons (API 1.4): the event is not failed any more, or its subscription is off. Both can be looked up. */
const conflict = async (parts: DispatcherParts, turn: Turn, no: No, freeAt: number): Promise<End | undefined> => {
  const look = await parts.ports.look(turn)
  if ('got' in look && look.got.item.state !== 'failure') {
    parts.ports.tell(turn, look.got.event)
    const sent: Sent = { outcome: 'refused', status: 409, problem: `${no.code}: ${no.title}` }
    return [{ to: 'already', note: alreadyWords(look.got.item), status: 409 }, { freeAt, waits: null }, sent]
  }
  if ('no' in look && look.no.code === 'not_found') {
    await forgotten(parts, turn)
    return undefined
  }
  if ('no' in look) return troubled(parts, turn, look.no, freeAt)
  const subscription = await parts.ports.subscription(turn)
  if ('no' in subscription) return troubled(parts, turn, subscription.no, freeAt)
  if (!subscription.got.enabled) return waitsOff(parts, turn, freeAt)
  if (turn.tries + 1 >= REFUSALS) return refused(no, freeAt)
  return [
    { to: 'back', tried: true },
    { freeAt, waits: null },
  ]
}
