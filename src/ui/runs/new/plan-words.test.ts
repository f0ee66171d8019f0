import { expect, it } from 'vitest'
import type { Plan, PlannedLane } from '../../../contract/plan.ts'
import { RunOptions } from '../../../contract/run.ts'
import { firstWords, lastTurnWords, leftOutTotal, planSentence, startWords } from './plan-words.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const reader = { now, zone: 'utc' } as const
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
const NOTHING = { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 }
const FIGURES = { inTime: 400, late: 0, endsAt: at(400), unavailable: null }

const aLane = (differs: Partial<PlannedLane> = {}): PlannedLane => ({
  subscriptionId: 'ea33ec5e-0000-4000-8000-0000000038fc',
  title: 'CRM sync',
  endpoint: 'https://crm.listener.example/',
  enabled: true,
  count: 400,
  ahead: 0,
  firstAt: at(0),
  endsAt: at(400),
  late: 0,
  soonestExpiry: at(9000),
  ...differs,
})

const aPlan = (differs: Partial<Plan> = {}): Plan => ({
  asOf: at(0),
  selected: 400,
  total: 400,
  supersedable: 0,
  leftOut: NOTHING,
  lanes: [aLane()],
  late: 0,
  endsAt: at(400),
  interval: 60,
  turns: [],
  ways: { redelivery: FIGURES, replay: FIGURES, export: FIGURES },
  ...differs,
})

const options = RunOptions.parse({})
const replay = RunOptions.parse({ way: 'replay' })
const canary = RunOptions.parse({ canary: true })
const off = aPlan({ lanes: [aLane({ enabled: false })] })

it('says how many, how fast and until when', () => {
  expect(planSentence(aPlan(), options, reader)).toBe(
    '400 events of one subscription, one a minute: ends today 21:40 UTC (6 h 40 min).',
  )
  expect(planSentence(aPlan({ lanes: [aLane(), aLane(), aLane()] }), options, reader)).toBe(
    '400 events of 3 subscriptions, one a minute each: ends today 21:40 UTC (6 h 40 min).',
  )
})

it('tells the pace of a replay, not the ration', () => {
  expect(planSentence(aPlan({ endsAt: at(1) }), replay, reader)).toBe(
    '400 events of one subscription, 5 a second: ends today 15:01:00 UTC (1 min).',
  )
})

it('promises no time where nothing goes by itself', () => {
  expect(planSentence(off, options, reader)).toBe(
    '400 events of one subscription, one a minute: 6 h 40 min once that is switched on.',
  )
  expect(planSentence(off, replay, reader)).toContain('ends today 21:40 UTC')
  expect(planSentence(aPlan({ total: 0, lanes: [], endsAt: null }), options, reader)).toBe('There is nothing to send.')
})

it('knows a single event', () => {
  const one = aPlan({ total: 1, endsAt: at(0), lanes: [aLane({ count: 1, endsAt: at(0) })] })
  expect(planSentence(one, options, reader)).toBe('1 event of one subscription, sent now.')
  expect(startWords(one, options, reader)).toBe('Start: the event goes out now')
})

it.each([
  [aPlan(), options, 'Start: first call now, last at 21:40 UTC'],
  [aPlan({ endsAt: at(1000) }), options, 'Start: first call now, last tomorrow 07:40 UTC'],
  [aPlan({ lanes: [aLane({ firstAt: at(12) })] }), options, 'Start: first call in 12 min, last at 21:40 UTC'],
  [aPlan(), canary, 'Start: one event now, the others after it'],
  [off, options, 'Start: waits for the subscription to be on'],
  [off, replay, 'Start: first post now, last at 21:40 UTC'],
])('names the consequence on the button', (plan, chosen, words) => {
  expect(startWords(plan, chosen, reader)).toBe(words)
})

it('does not call the first turn of a subscription that is off now', () => {
  expect(firstWords(aLane(), reader)).toBe('now')
  expect(firstWords(aLane({ firstAt: at(12) }), reader)).toBe('today 15:12 UTC')
})

it('tells how long a lane takes where nobody knows when it begins', () => {
  expect(lastTurnWords(aLane(), false, reader)).toBe('today 21:40 UTC')
  expect(lastTurnWords(aLane(), true, reader)).toBe('6 h 40 min later')
  expect(lastTurnWords(aLane({ endsAt: at(0) }), false, reader)).toBe('now')
})

it('counts what is left out', () => {
  expect(leftOutTotal({ ...NOTHING, queued: 1, superseded: 12 })).toBe(13)
})
