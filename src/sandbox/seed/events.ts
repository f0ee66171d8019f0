import type { SandboxOptions } from '../base/options.ts'
import { HOUR, HOUR_MICROS, type Micros, microsOf } from '../base/time.ts'
import { passes } from '../delivery/filter.ts'
import { eventsClaimOf } from '../delivery/sign.ts'
import type { EventRecord } from '../state/event-store.ts'
import type { Application } from './company.ts'
import { createOccurrences, type PastOccurrence } from './occurrences.ts'
import { type ListenerPast, pastOf } from './past-deliveries.ts'
import type { Random } from './random.ts'
import { type Fate, fateOf, redelivered, type World } from './retry-ladder.ts'
import type { Plan } from './subscriptions.ts'
import { share, timeBefore } from './times.ts'

interface Lane {
  plan: Plan
  past: ListenerPast
  /** The number of events it still gets. */
  left: number
  heard: PastOccurrence[]
}

export interface SeededLane {
  plan: Plan
  past: ListenerPast
  /** Oldest first. */
  events: EventRecord[]
}

/** The number of other subscriptions that are offered a change made for one. */
const OFFERED = 6
const TRIES = 40

/**
 * Returns the last seven days of one customer's subscriptions: their events, the listeners' answers and the outcome.
 * @param setting `now` in epoch milliseconds
 */
export function makeEvents(
  plans: Plan[],
  setting: { applications: Application[]; count: number; now: number; options: SandboxOptions },
  random: Random,
): SeededLane[] {
  const { applications, count, now, options } = setting
  const [chance, times, fates] = [random.branch('occurrences'), random.branch('times'), random.branch('fates')]
  const shares = share(
    count,
    plans.map(({ scenario, destination }) => (scenario.silent ? 0 : (destination.volume ?? 1))),
  )
  const lanes: Lane[] = plans.map((plan, place) => {
    const past = pastOf(plan.scenario, microsOf(now), random.branch(plan.listener))
    return { plan, past, left: shares[place] ?? 0, heard: [] }
  })
  const occurrenceFor = createOccurrences(applications, Math.ceil(count / 12), random.branch('users'))

  const offer = (lane: Lane, occurrence: PastOccurrence): boolean => {
    const { subscription } = lane.plan
    const wanted =
      lane.left > 0 &&
      occurrence.at > subscription.createdAt &&
      subscription.events.includes(occurrence.type) &&
      passes(subscription.filter, eventsClaimOf(occurrence, options))
    if (!wanted) return false
    lane.left -= 1
    lane.heard.push(occurrence)
    return true
  }

  for (const lane of lanes) {
    const { destination, scenario } = lane.plan
    const span = scenario.since && scenario.since * HOUR
    for (let tries = 0; lane.left > 0 && tries < TRIES; tries++) {
      const occurrence = occurrenceFor(destination, timeBefore(now, times, span))
      if (!occurrence || !offer(lane, occurrence)) continue
      tries = 0
      for (let n = 0; n < OFFERED; n++) {
        const other = chance.pick(lanes)
        if (other.heard.at(-1) !== occurrence) offer(other, occurrence)
      }
    }
  }
  return lanes.map((lane) => withFates(lane, microsOf(now), fates))
}

/** Returns the events that a lane heard of, each with the life that it has had until now. */
function withFates({ plan, past, heard }: Lane, now: Micros, random: Random): SeededLane {
  const { subscriptionId, customerId, endpoint } = plan.subscription
  const world: World = { now, past, random }
  const events = heard.map(({ type, claim, at }): EventRecord => {
    const createdAt = Math.min(now - 1, at + Math.floor(random.between(8_000, 300_000)))
    const fate = perhapsRedelivered(fateOf(createdAt, world), plan, world)
    return { id: random.uuid(), subscriptionId, customerId, type, claim, occurredAt: at, createdAt, endpoint, ...fate }
  })
  return { plan, past, events: events.sort((a, b) => a.createdAt - b.createdAt) }
}

/** Returns the fate of an event; some of those that failed were redelivered since, as their scenario says. */
function perhapsRedelivered(fate: Fate, { scenario }: Plan, world: World): Fate {
  const { now, random } = world
  if (fate.state !== 'failure' || !random.chance(scenario.redelivered ?? 0)) return fate
  const wellSince = now - (scenario.phases.at(-1)?.hoursAgo ?? 0) * HOUR_MICROS
  return redelivered(fate, Math.floor(random.between(wellSince, now)), world)
}
