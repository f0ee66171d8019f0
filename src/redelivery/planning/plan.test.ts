import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Plan } from '../../contract/plan.ts'
import type { RunOptions } from '../../contract/run.ts'
import { MINUTE, minutes, NOW, planEvent, planInputs } from '../../testing/plan-arbitraries.ts'
import { type PlanEvent, type PlanInput, type PlanLane, planRun } from './plan.ts'

const CRM = '00000000-0000-4000-8000-00000000000a'
const BILLING = '00000000-0000-4000-8000-00000000000b'

const laneOf = (subscriptionId: string, changes: Partial<PlanLane> = {}): PlanLane => ({
  subscriptionId,
  title: subscriptionId === CRM ? 'CRM' : 'Billing',
  endpoint: 'https://listener.example',
  enabled: true,
  ahead: 0,
  freeAt: 0,
  ...changes,
})
const events = (count: number, changes: Partial<PlanEvent> = {}, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    planEvent({ id: `10000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`, ...changes }),
  )
const OPTIONS: RunOptions = {
  way: 'redelivery',
  order: 'expiry',
  leaveOutSuperseded: false,
  canary: false,
  stopAfter: null,
  pace: 5,
}
const plan = (changes: Partial<PlanInput>) =>
  planRun({
    events: [],
    selected: changes.events?.length ?? 0,
    lanes: [laneOf(CRM), laneOf(BILLING)],
    interval: MINUTE,
    now: NOW,
    options: OPTIONS,
    unavailable: { redelivery: null, replay: null, export: null },
    ...changes,
  })

describe('a plan', () => {
  it('sends one event a minute and subscription, and says when it ends', () => {
    const selection = [...events(3), ...events(2, { subscriptionId: BILLING }, 3)]
    expect(plan({ events: selection }).plan).toMatchObject({
      total: 5,
      late: 0,
      interval: 60,
      endsAt: minutes(2),
      lanes: [
        { title: 'Billing', count: 2, ahead: 0, firstAt: minutes(0), endsAt: minutes(1) },
        { title: 'CRM', count: 3, ahead: 0, firstAt: minutes(0), endsAt: minutes(2) },
      ],
      turns: [0, 0, 1, 1, 2].map((count) => ({ at: minutes(count), late: false })),
    })
  })

  it('comes behind what waits there already', () => {
    const lanes = [laneOf(CRM, { ahead: 3, freeAt: NOW + MINUTE / 2 })]
    expect(plan({ events: events(2), lanes }).plan).toMatchObject({
      lanes: [{ ahead: 3, firstAt: minutes(3.5), endsAt: minutes(4.5) }],
    })
  })

  it('counts what is forgotten before its turn, and what the other ways would give', () => {
    const { plan: found } = plan({ events: events(100) })
    expect(found).toMatchObject({
      late: 40,
      lanes: [{ count: 100, late: 40, soonestExpiry: minutes(60) }],
      ways: {
        redelivery: { inTime: 60, late: 40, endsAt: minutes(99), unavailable: null },
        replay: { inTime: 100, late: 0, endsAt: new Date(NOW + 19_800).toISOString() },
        export: { inTime: 100, late: 0, endsAt: null },
      },
    })
  })

  it('of a replay is one queue at its pace, whatever waits elsewhere', () => {
    const selection = [...events(3), ...events(2, { subscriptionId: BILLING }, 3)]
    const lanes = [laneOf(CRM, { ahead: 9 }), laneOf(BILLING, { ahead: 9 })]
    const options: RunOptions = { ...OPTIONS, way: 'replay', pace: 2 }
    expect(plan({ events: selection, lanes, options }).plan).toMatchObject({
      endsAt: new Date(NOW + 2000).toISOString(),
      lanes: [{ ahead: 0 }, { ahead: 0 }],
      turns: [0, 500, 1000, 1500, 2000].map((at) => ({ at: new Date(NOW + at).toISOString() })),
    })
  })

  it('leaves out what needs no turn or can have none, and says why', () => {
    const selection = [
      ...events(1, { queued: true }),
      ...events(1, { state: 'success' }, 1),
      ...events(1, { state: 'awaiting-retry' }, 2),
      ...events(1, { expiresAt: minutes(0) }, 3),
      ...events(1, { subscriptionId: 'gone' }, 4),
      ...events(2, {}, 5),
    ]
    const leftOut = { superseded: 0, queued: 1, succeeded: 1, notFailed: 1, expired: 1, unseen: 4 }
    const { plan: found } = plan({ events: selection, selected: 10 })
    expect(found).toMatchObject({ selected: 10, total: 2, supersedable: 1, leftOut })
    const less = plan({ events: selection, selected: 10, options: { ...OPTIONS, leaveOutSuperseded: true } })
    expect(less.plan).toMatchObject({ total: 1, supersedable: 1, leftOut: { ...leftOut, superseded: 1 } })
    expect(less.leftOut.at(-1)).toMatchObject({ event: { id: selection[5]?.id }, why: 'superseded' })
  })

  it('of nothing ends never', () => {
    expect(plan({}).plan).toMatchObject({ total: 0, endsAt: null, lanes: [], turns: [] })
  })

  it('of a hundred thousand events names the first turns', () => {
    const selection = [...events(50_000), ...events(50_000, { subscriptionId: BILLING }, 50_000)]
    const { plan: found, turns } = plan({ events: selection })
    expect([found.turns.length, turns.length, found.late]).toEqual([200, 100_000, 99_880])
  })
})

describe('always', () => {
  const holds = (check: (input: PlanInput, planned: ReturnType<typeof planRun>) => void) =>
    fc.assert(fc.property(planInputs, (input) => check(input, planRun(input))))

  it('is what the contract says', () =>
    holds((_, { plan: found }) => {
      expect(Plan.parse(found)).toEqual(found)
    }))

  it('gives every event one turn, or leaves it out for one reason', () =>
    holds(({ events: all, selected }, { plan: { leftOut, total }, turns, leftOut: left }) => {
      const places = [...turns, ...left].map(({ event }) => event)
      expect(places).toHaveLength(all.length)
      expect(new Set(places)).toEqual(new Set(all))
      expect(total + Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(selected)
    }))

  it('keeps an interval between the turns of a lane, and stays behind what waits there', () =>
    holds(({ lanes, options, now, interval }, { turns }) => {
      for (const { subscriptionId, ahead, freeAt } of lanes) {
        const own = turns.filter(({ event }) => event.subscriptionId === subscriptionId)
        if (options.way === 'redelivery') {
          const first = Math.max(now, freeAt) + ahead * interval
          expect(own.map(({ at }) => at)).toEqual(own.map((_, index) => first + index * interval))
        }
      }
      if (options.way === 'replay') {
        const distances = turns.slice(1).map(({ at }, index) => at - (turns[index]?.at ?? at))
        for (const distance of distances) expect(distance).toBeCloseTo(1000 / options.pace, 2)
      }
    }))

  it('ends with its last turn, soonest first, and counts the late ones alike everywhere', () =>
    holds(({ options }, { plan: found, turns }) => {
      const times = turns.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      const last = times.at(-1)
      expect(found.endsAt).toBe(last === undefined ? null : new Date(last).toISOString())
      const { inTime, late } = found.ways[options.way]
      expect([late, inTime + late]).toEqual([found.late, found.total])
      expect(found.late).toBe(turns.filter(({ event, at }) => Date.parse(event.expiresAt) <= at).length)
      expect(found.late).toBe(found.lanes.reduce((sum, lane) => sum + lane.late, 0))
    }))

  it('is the same whatever order the events and lanes come in', () =>
    holds((input, { plan: found }) => {
      const reversed = { ...input, events: input.events.toReversed(), lanes: input.lanes.toReversed() }
      expect(planRun(reversed).plan).toEqual(found)
    }))
})
