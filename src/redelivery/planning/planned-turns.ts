import type { RunOptions } from '../../contract/run.ts'
import { byId, compareText, type PlanEvent } from './plan-event.ts'

/** The time of an event's turn, in ms since 1970. `late`: the API forgets the event before that (API 6.5). */
export interface PlannedTurn {
  event: PlanEvent
  at: number
  late: boolean
}

/** The time of the first call of a queue, and the time between two, in ms. */
export interface Spacing {
  firstAt: number
  interval: number
}

/**
 * Gives each event of one queue its turn, in the chosen order. An event that would be forgotten before its turn comes
 * behind all others, so that it delays none and is still tried. With `expiry` the event forgotten first goes first,
 * which keeps most in time, because all calls take equally long. `oldest` and `newest` go by the time of creation, so
 * that a listener hears of changes in the order they were made in, or in reverse.
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

/**
 * Sorts by milliseconds first, because that is quick; the texts of the times decide among equals, because the API
 * counts in finer parts.
 */
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
