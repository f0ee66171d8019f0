import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RUN_ORDERS } from '../../contract/run.ts'
import { MINUTE, minutes, NOW, planEvent, planEvents } from '../../testing/plan-arbitraries.ts'
import { type PlannedTurn, planTurns } from './planned-turns.ts'

const pace = { firstAt: NOW, interval: MINUTE }
const order = fc.constantFrom(...RUN_ORDERS)
const idsOf = (turns: readonly PlannedTurn[]) => turns.map(({ event }) => event.id)

it('goes in the chosen order', () => {
  const events = [
    planEvent({ id: 'a', createdAt: minutes(-2), expiresAt: minutes(50) }),
    planEvent({ id: 'b', createdAt: minutes(-3), expiresAt: minutes(70) }),
    planEvent({ id: 'c', createdAt: minutes(-1), expiresAt: minutes(60) }),
  ]
  const ids = RUN_ORDERS.map((chosen) => idsOf(planTurns(events, chosen, pace)).join(''))
  expect(ids).toEqual(['acb', 'bac', 'cab'])
})

it('tells apart what happened within a millisecond', () => {
  const at = (part: string) => `2026-01-07T12:00:00.000${part}Z`
  const events = ['300', '100', '200'].map((part) => planEvent({ id: part, createdAt: at(part) }))
  expect(idsOf(planTurns(events, 'oldest', pace))).toEqual(['100', '200', '300'])
  expect(idsOf(planTurns(events, 'newest', pace))).toEqual(['300', '200', '100'])
})

it('puts what would be forgotten before its turn behind all others', () => {
  const events = [1, 1, 1, 3].map((expiry, index) => planEvent({ id: String(index), expiresAt: minutes(expiry) }))
  const turns = planTurns(events, 'oldest', pace).map(({ event, at, late }) => [event.id, (at - NOW) / MINUTE, late])
  expect(turns).toEqual([
    ['0', 0, false],
    ['3', 1, false],
    ['1', 2, true],
    ['2', 3, true],
  ])
})

it('counts an event as late that is forgotten at the moment of its turn', () => {
  const at = (time: string) => planTurns([planEvent({ expiresAt: time })], 'expiry', pace)[0]?.late
  expect([at(new Date(NOW).toISOString()), at(new Date(NOW + 1).toISOString())]).toEqual([true, false])
})

describe('always', () => {
  it('gives each event one turn, an interval after the one before', () => {
    fc.assert(
      fc.property(planEvents, order, (events, chosen) => {
        const turns = planTurns(events, chosen, pace)
        expect(turns.map(({ at }) => at)).toEqual(events.map((_, index) => NOW + index * MINUTE))
        expect(new Set(turns.map(({ event }) => event))).toEqual(new Set(events))
      }),
    )
  })

  it('calls late exactly those forgotten by their turn', () => {
    fc.assert(
      fc.property(planEvents, order, (events, chosen) => {
        for (const { event, at, late } of planTurns(events, chosen, pace))
          expect(late).toBe(Date.parse(event.expiresAt) <= at)
      }),
    )
  })

  it('depends on the events alone, not on how they came', () => {
    const shuffled = planEvents.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    )
    fc.assert(
      fc.property(shuffled, order, ([events, others], chosen) => {
        expect(planTurns(others, chosen, pace)).toEqual(planTurns(events, chosen, pace))
      }),
    )
  })

  it('gets as many as possible out in time when the soonest to be forgotten go first', () => {
    const few = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 6 })
    fc.assert(
      fc.property(few, (expiries) => {
        const events = expiries.map((expiry, index) => planEvent({ id: String(index), expiresAt: minutes(expiry) }))
        expect(planTurns(events, 'expiry', pace).filter(({ late }) => !late)).toHaveLength(mostInTime(expiries))
      }),
    )
  })
})

/** Returns the least number of expired turns over all orders (expiry in intervals from now). */
const mostInTime = (expiries: readonly number[], turn = 0): number =>
  Math.max(
    0,
    ...expiries.map((expiry, index) => (expiry > turn ? 1 : 0) + mostInTime(expiries.toSpliced(index, 1), turn + 1)),
  )
