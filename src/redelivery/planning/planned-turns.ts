import type { RunOptions } from '../../contract/run.ts'
import { byId, compareText, type PlanEvent } from './plan-event.ts'

/** When an event's turn comes, in ms since 1970. `late`: the API forgets it before that (API 6.5). */
export interface PlannedTurn {
  event: PlanEvent
  at: number
  late: boolean
}

/** One queue: when its first call can go out, and how long it waits between two, in ms. */
export interface Spacing {
  firstAt: number
  interval: number
}

/**
 * Gives each event of one queue its turn, in the chosen order. An event that would be forgotten before its turn takes
 * nobody's place: it comes behind all others, to be tried nevertheless should it still exist. With `expiry` as many as
 * possible are in time: who is forgotten first goes first, and all calls take equally long. `oldest` and `newest` go by
 * the time of creation, so that a listener hears of changes in the order (or in the reverse order) in which they were made.
 */
export function planTurns(
  events: readonly PlanEvent[],
  order: RunOptions['order'],
  { firstAt, interval }: Spacing,
): PlannedTurn[] {
  const turns: PlannedTurn[] = []
  const late: PlanEvent[] = []
  for (const { event, expiresAt } of inOrder(events, order)) {
    const at = firstAt + turns.length * interval
    if (expiresAt > at) turns.push({ event, at, late: false })
    else late.push(event)
  }
  for (const event of late) turns.push({ event, at: firstAt + turns.length * interval, late: true })
  return turns
}

/** Milliseconds are compared first, because that is quick; the API counts in finer parts, which tell the rest. */
const inOrder = (events: readonly PlanEvent[], order: RunOptions['order']) => {
  const sign = order === 'newest' ? -1 : 1
  return events
    .map((event) => {
      const expiresAt = Date.parse(event.expiresAt)
      const time = order === 'expiry' ? event.expiresAt : event.createdAt
      return { event, expiresAt, time, key: order === 'expiry' ? expiresAt : Date.parse(time) }
    })
    .sort(
      (one, other) => sign * (one.key - other.key || compareText(one.time, other.time)) || byId(one.event, other.event),
    )
}
