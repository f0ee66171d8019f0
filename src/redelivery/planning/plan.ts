import { SECOND } from '../../contract/durations.ts'
import type { Plan, PlannedLane, WayFigures } from '../../contract/plan.ts'
import type { RunOptions } from '../../contract/run.ts'
import { countLeftOut, type LeftOutEvent, sift } from './left-out.ts'
import { compareText, type PlanEvent } from './plan-event.ts'
import { type PlannedTurn, planTurns } from './planned-turns.ts'

export type { PlanEvent } from './plan-event.ts'

/** A subscription and the calls that wait in its lane already: `ahead` of them, the first not before `freeAt` (ms). */
export interface PlanLane {
  subscriptionId: string
  title: string
  endpoint: string
  enabled: boolean
  ahead: number
  freeAt: number
}

export interface PlanInput {
  /** The events found of the selection, each once, in any order. */
  events: readonly PlanEvent[]
  /** The number of events selected. */
  selected: number
  /** One lane of each existing subscription; events of others count as unseen. */
  lanes: readonly PlanLane[]
  /** The milliseconds between two redelivery calls of one subscription (API 7). */
  interval: number
  /** Milliseconds since 1970. */
  now: number
  options: RunOptions
  /** The reason a way cannot be chosen, in words; null when it can. */
  unavailable: Record<keyof Plan['ways'], string | null>
}

export interface PlannedRun {
  plan: Plan
  /** The events that get a turn, soonest first: the order of a run's items. */
  turns: PlannedTurn[]
  leftOut: LeftOutEvent[]
}

/** The number of turns that a plan names one by one. */
const NAMED_TURNS = 200

/**
 * Plans the run of a selection without starting it. By `redelivery` every subscription has a lane of its own, and its
 * events come behind what waits there already, one call per interval (API 7); a subscription that is off gets the turns
 * it would have were it on. By `replay` all events go through one queue, `pace` a second: this holds while listeners
 * answer in time, because at most 8 posts run at once. A run with a canary takes longer by its delivery.
 */
export function planRun({ events, selected, lanes, interval, now, options, unavailable }: PlanInput): PlannedRun {
  const laneOf = new Map(lanes.map((lane) => [lane.subscriptionId, lane]))
  const known = (id: string) => laneOf.has(id)
  const sifted = sift(events, { known, leaveOutSuperseded: options.leaveOutSuperseded, now })
  const turns = {
    redelivery: redeliveryTurns(sifted.events, laneOf, options.order, { interval, now }),
    replay: planTurns(sifted.events, options.order, { firstAt: now, interval: SECOND / options.pace }),
  }
  const chosen = turns[options.way]
  const plan: Plan = {
    asOf: timeText(now),
    selected,
    total: chosen.length,
    supersedable: sifted.supersedable,
    leftOut: countLeftOut(sifted.leftOut, Math.max(0, selected - events.length)),
    lanes: plannedLanes(chosen, laneOf, options.way),
    late: lateOf(chosen),
    endsAt: endOf(chosen),
    interval: interval / SECOND,
    turns: chosen.slice(0, NAMED_TURNS).map(namedTurn),
    ways: {
      redelivery: figures(turns.redelivery, unavailable.redelivery),
      replay: figures(turns.replay, unavailable.replay),
      export: { inTime: sifted.events.length, late: 0, endsAt: null, unavailable: unavailable.export },
    },
  }
  return { plan, turns: chosen, leftOut: sifted.leftOut }
}

const redeliveryTurns = (
  events: readonly PlanEvent[],
  lanes: ReadonlyMap<string, PlanLane>,
  order: RunOptions['order'],
  { interval, now }: { interval: number; now: number },
): PlannedTurn[] =>
  [...Map.groupBy(events, (event) => event.subscriptionId)]
    .flatMap(([id, group]) => {
      const { ahead, freeAt } = lanes.get(id) ?? { ahead: 0, freeAt: now }
      return planTurns(group, order, { firstAt: Math.max(now, freeAt) + ahead * interval, interval })
    })
    .sort((one, other) => one.at - other.at || compareText(one.event.subscriptionId, other.event.subscriptionId))

/** Returns the lanes of a plan, by title. */
const plannedLanes = (
  turns: readonly PlannedTurn[],
  lanes: ReadonlyMap<string, PlanLane>,
  way: RunOptions['way'],
): PlannedLane[] =>
  [...Map.groupBy(turns, ({ event }) => event.subscriptionId)]
    .flatMap(([subscriptionId, own]) => {
      const [lane, first, last] = [lanes.get(subscriptionId), own[0], own.at(-1)]
      if (!lane || !first || !last) return []
      const { title, endpoint, enabled, ahead } = lane
      return {
        ...{ subscriptionId, title, endpoint, enabled },
        count: own.length,
        ahead: way === 'replay' ? 0 : ahead,
        firstAt: timeText(first.at),
        endsAt: timeText(last.at),
        late: lateOf(own),
        soonestExpiry: own
          .map(({ event }) => event.expiresAt)
          .reduce((one, other) => (compareText(other, one) < 0 ? other : one)),
      }
    })
    .sort(
      (one, other) => TITLES.compare(one.title, other.title) || compareText(one.subscriptionId, other.subscriptionId),
    )

const TITLES = new Intl.Collator('en', { numeric: true })

const figures = (turns: readonly PlannedTurn[], unavailable: string | null): WayFigures => {
  const late = lateOf(turns)
  return { inTime: turns.length - late, late, endsAt: endOf(turns), unavailable }
}

const lateOf = (turns: readonly PlannedTurn[]): number => turns.reduce((sum, { late }) => (late ? sum + 1 : sum), 0)

const endOf = (turns: readonly PlannedTurn[]): string | null => {
  const last = turns.at(-1)
  return last ? timeText(last.at) : null
}

const namedTurn = ({ event, at, late }: PlannedTurn): Plan['turns'][number] => ({
  subscriptionId: event.subscriptionId,
  eventId: event.id,
  type: event.type,
  user: event.user,
  at: timeText(at),
  expiresAt: event.expiresAt,
  late,
})

const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString()
