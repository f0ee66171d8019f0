import type { LeftOut } from '../../contract/run.ts'
import type { PlanEvent } from './plan-event.ts'
import { supersededOf } from './superseded.ts'

export type LeftOutReason = keyof LeftOut

/** An event that gets no turn, and the reason. */
export interface LeftOutEvent {
  event: PlanEvent
  why: LeftOutReason
}

export interface Sifted {
  /** The events that get a turn. */
  events: PlanEvent[]
  leftOut: LeftOutEvent[]
  /** The number of events that a later update makes needless, left out or not. */
  supersedable: number
}

export interface SiftOptions {
  /** Returns true when the subscription still exists. */
  known: (subscriptionId: string) => boolean
  leaveOutSuperseded: boolean
  /** Milliseconds since 1970. */
  now: number
}

/**
 * Separates the events that get a turn from those that need none or can have none: in a run already, delivered
 * meanwhile, in another state than `failure` (API 7), forgotten by the API (API 6.5), of a subscription that was
 * deleted. Only the rest is searched for superseded events, because an event that is not sent makes no other needless.
 */
export function sift(events: readonly PlanEvent[], { known, leaveOutSuperseded, now }: SiftOptions): Sifted {
  const candidates: PlanEvent[] = []
  const leftOut: LeftOutEvent[] = []
  for (const event of events) {
    const why = known(event.subscriptionId) ? reasonOf(event, now) : 'unseen'
    if (why) leftOut.push({ event, why })
    else candidates.push(event)
  }
  const superseded = supersededOf(candidates)
  if (!leaveOutSuperseded) return { events: candidates, leftOut, supersedable: superseded.size }
  for (const event of superseded) leftOut.push({ event, why: 'superseded' })
  return { events: candidates.filter((event) => !superseded.has(event)), leftOut, supersedable: superseded.size }
}

const reasonOf = ({ queued, state, expiresAt }: PlanEvent, now: number): LeftOutReason | undefined => {
  if (queued) return 'queued'
  if (state === 'success') return 'succeeded'
  if (state !== 'failure') return 'notFailed'
  return Date.parse(expiresAt) <= now ? 'expired' : undefined
}

/** Returns the number left out for each reason. `unseen` adds what was selected and not found at all. */
export function countLeftOut(leftOut: readonly LeftOutEvent[], unseen: number): LeftOut {
  const counts = { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen }
  for (const { why } of leftOut) counts[why]++
  return counts
}
