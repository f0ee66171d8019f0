import { refuse } from '../base/refusal.ts'
import type { Core } from '../delivery/core.ts'

/** Length of a window of the redelivery ration, in milliseconds (API 1.5, 18 #25). */
const WINDOW = 60_000

/** Uses up the subscription's one redelivery of this minute: a fixed window from the first request on. */
export function spendRation({ state, options }: Core, subscriptionId: string): void {
  return void state.redeliveryWindows.set(subscriptionId, options.clock.now())
}

/** Refuses with 429 while the ration of this minute is used up. `Retry-After` is in whole real seconds. */
export function requireRation({ state, options, schedule }: Core, subscriptionId: string): void {
  const since = state.redeliveryWindows.get(subscriptionId)
  if (since === undefined) return
  const left = since + schedule.scaled(WINDOW) - options.clock.now()
  if (left <= 0) return
  const headers = { 'Retry-After': String(Math.ceil(left / 1000)) }
  refuse(429, undefined, options.retryAfter === 'on' ? headers : {})
}
