import type { FilterSchema } from '../../contract/upstream/subscription.ts'
import { refuse, refuseBody } from '../base/refusal.ts'
import type { Core } from '../delivery/core.ts'
import { filterProblem } from '../delivery/filter.ts'

/** The intended subscription, and the verdict of `endpointProblem` on its endpoint. */
export interface Wanted {
  title: string
  events: string[]
  filter?: FilterSchema | null | undefined
  endpointProblem: string | undefined
}

/**
 * Refuses what the shape of the body cannot tell: repeated event types, an endpoint the API does not call, a filter
 * that is no schema (400, all of them at once), a title another subscription of the customer has (409; 18 #7, #8).
 */
export function checkSubscription(
  { state }: Core,
  wanted: Wanted,
  of: { customerId: string; subscriptionId?: string },
): void {
  const problems = {
    endpoint: wanted.endpointProblem,
    events: new Set(wanted.events).size < wanted.events.length ? 'events must not repeat' : undefined,
    filter: wanted.filter ? filterProblem(wanted.filter) : undefined,
  }
  const params = Object.entries(problems).flatMap(([name, reason]) => (reason ? [{ name, reason }] : []))
  if (params.length > 0) refuseBody(...params)
  const namesake = state.subscriptions.titled(of.customerId, wanted.title)
  if (namesake && namesake.subscriptionId !== of.subscriptionId)
    refuse(409, 'A subscription with this title already exists')
}
