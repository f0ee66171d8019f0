import fc from 'fast-check'
import { RUN_ORDERS } from '../contract/run.ts'
import type { PlanEvent, PlanInput, PlanLane } from '../redelivery/planning/plan.ts'

/** Arbitraries for tests of plans: few subscriptions, users and times, so that events meet. */

export const NOW = Date.UTC(2026, 0, 8)
export const MINUTE = 60_000

/** A time of the fixed day, so many minutes from `NOW`. */
export function minutes(count: number): string {
  return new Date(NOW + count * MINUTE).toISOString()
}

const ids = ['a', 'b', 'c'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`)
const idOf = (index: number) => `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`

/** A failed event that expires in an hour. */
export function planEvent(changes: Partial<PlanEvent> = {}): PlanEvent {
  return {
    id: idOf(0),
    eventId: null,
    subscriptionId: String(ids[0]),
    state: 'failure',
    type: 'entityUpdated',
    user: 'someone',
    entityType: 'user',
    attributes: ['email'],
    createdAt: minutes(-60),
    occurredAt: minutes(-60),
    expiresAt: minutes(60),
    queued: false,
    ...changes,
  }
}

const attributes = fc.subarray(['email', 'givenName', 'primaryAddress.city'])
const past = fc.integer({ min: -20, max: -1 }).map(minutes)

const event = fc
  .record({
    subscriptionId: fc.constantFrom(...ids),
    state: fc.constantFrom('failure', 'failure', 'failure', 'failure', 'success', 'awaiting-retry', 'new-in-4'),
    type: fc.constantFrom('entityUpdated', 'entityUpdated', 'entityCreated', null),
    user: fc.constantFrom('one', 'two', null),
    entityType: fc.constantFrom('user', 'user', 'device', null),
    attributes,
    createdAt: past,
    occurredAt: fc.oneof(past, fc.constant(null)),
    expiresAt: fc.integer({ min: -2, max: 15 }).map(minutes),
    queued: fc.constantFrom(false, false, false, true),
  })
  .map(planEvent)

/** Events of three subscriptions, each with an id of its own. */
export const planEvents = fc
  .array(event, { maxLength: 40 })
  .map((events) => events.map((one, index) => ({ ...one, id: idOf(index) })))

const lane = (subscriptionId: string) =>
  fc.record<PlanLane>({
    subscriptionId: fc.constant(subscriptionId),
    title: fc.constantFrom('CRM', 'Billing'),
    endpoint: fc.constant('https://listener.example'),
    enabled: fc.boolean(),
    ahead: fc.nat(4),
    freeAt: fc.integer({ min: -5, max: 5 }).map((count) => NOW + count * MINUTE),
  })

const options = fc.record({
  way: fc.constantFrom('redelivery', 'replay'),
  order: fc.constantFrom(...RUN_ORDERS),
  leaveOutSuperseded: fc.boolean(),
  canary: fc.boolean(),
  stopAfter: fc.constant(null),
  pace: fc.integer({ min: 1, max: 50 }),
})

/** Everything a plan is made of; the third subscription may be gone. */
export const planInputs: fc.Arbitrary<PlanInput> = fc
  .tuple(planEvents, fc.tuple(...ids.map(lane)), fc.boolean(), fc.nat(3), options)
  .map(([events, lanes, gone, lost, chosen]) => ({
    events,
    selected: events.length + lost,
    lanes: gone ? lanes.slice(0, 2) : lanes,
    interval: MINUTE,
    now: NOW,
    options: chosen,
    unavailable: { redelivery: null, replay: 'not allowed here', export: null },
  }))
