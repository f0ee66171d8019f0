import { expect, it } from 'vitest'
import {
  ITEM_STATES,
  type ItemCounts,
  type ItemState,
  type RunDetail,
  type RunLane,
  RunOptions,
} from '../../contract/run.ts'
import { asSentence, cancelWords, optionWords, runSentence, stoppedRemedy, stuckWords } from './run-words.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const reader = { now, zone: 'utc' } as const

const counts = (some: Partial<Record<ItemState, number>>): ItemCounts => ({
  ...(Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as ItemCounts),
  ...some,
})

const aRun = (differs: Partial<RunDetail>): RunDetail => ({
  id: '0192f0c4-0000-7000-8000-000000000001',
  environment: 'production',
  single: false,
  name: 'After the outage',
  reason: null,
  options: RunOptions.parse({}),
  state: 'running',
  stateReason: null,
  startedBy: { id: 'u1', name: 'Oskar Operator' },
  createdAt: '2026-11-22T14:00:00Z',
  endedAt: null,
  total: 400,
  counts: counts({ delivered: 12, waiting: 388 }),
  leftOut: { superseded: 0, queued: 0, succeeded: 0, notFailed: 0, expired: 0, unseen: 0 },
  endsAt: '2026-11-22T21:28:00Z',
  lanes: [],
  late: 0,
  retrying: 0,
  oneFirst: false,
  ...differs,
})

const off: RunLane = {
  subscriptionId: 'ea33ec5e-0000-4000-8000-0000000038fc',
  title: 'CRM sync',
  paused: false,
  counts: counts({ waiting: 12, delivered: 3 }),
  nextAt: null,
  endsAt: null,
  waits: { why: 'off', words: 'The subscription is off', until: null },
}

it.each([
  [{}, 'The last call goes out today 21:28 UTC (in 6 h 28 min).'],
  [{ endsAt: null }, 'Nothing goes out by itself right now: 388 events not sent yet.'],
  [
    { lanes: [{ ...off, counts: counts({ waiting: 12 }) }] },
    'Apart from 12 events that wait, the last call goes out today 21:28 UTC (in 6 h 28 min).',
  ],
  [
    { counts: counts({ delivered: 388, scheduled: 12 }), endsAt: null },
    'Every call is out. 12 events are followed to the end.',
  ],
  [
    { state: 'canary', counts: counts({ scheduled: 1, held: 399 }) },
    'One event is out. The others, 399, wait until it is delivered.',
  ],
  [
    { state: 'canary', counts: counts({ scheduled: 1, waiting: 1, held: 1 }), retrying: 1 },
    'One event goes out first. The other waits until it is delivered.',
  ],
  [
    { state: 'canary', counts: counts({ scheduled: 1 }), retrying: 1, endsAt: null },
    'Every call is out. 1 event is followed to the end.',
  ],
  [
    { state: 'canary', counts: counts({ scheduled: 1, held: 2 }), retrying: 1, endsAt: null },
    'Nothing goes out by itself right now: 2 events not sent yet.',
  ],
  [
    { state: 'paused', counts: counts({ held: 388, scheduled: 12 }) },
    'Paused: 388 events not sent yet. 12 events already out stay out.',
  ],
  [{ state: 'stopped', counts: counts({ held: 1, failed: 5 }) }, 'Stopped with 1 event not sent yet.'],
  [
    { state: 'stopped', counts: counts({ held: 9, scheduled: 1 }), retrying: 1 },
    'Stopped with 9 events not sent yet. 1 event already out stays out.',
  ],
  [{ state: 'done', counts: counts({ delivered: 400 }) }, 'Done: all 400 were delivered.'],
  [{ state: 'done', counts: counts({ delivered: 388, failed: 12 }) }, 'Done: 388 delivered, 12 failed again.'],
  [{ state: 'cancelled', counts: counts({ delivered: 12, cancelled: 388 }) }, 'Cancelled: 12 delivered, 388 not sent.'],
  [
    { state: 'cancelled', counts: counts({ scheduled: 2, cancelled: 8 }), retrying: 2 },
    'Cancelled: 8 not sent. 2 events already out stay out.',
  ],
] as const)('says how a run stands', (differs, words) => {
  expect(runSentence(aRun(differs as Partial<RunDetail>), reader)).toBe(words)
})

it('says what cancelling drops and what stays', () => {
  expect(cancelWords(counts({ waiting: 388, scheduled: 12 }))).toBe(
    '388 events not sent yet are dropped from the run. 12 already scheduled stay scheduled: nobody can call them back.',
  )
  expect(cancelWords(counts({ held: 1 }))).toBe('1 event not sent yet is dropped from the run.')
})

it('tells how a run goes about it', () => {
  expect(optionWords(RunOptions.parse({}))).toEqual(['Redelivery', 'soonest to expire first'])
  expect(
    optionWords(
      RunOptions.parse({ way: 'replay', order: 'newest', canary: true, stopAfter: 1, leaveOutSuperseded: true }),
    ),
  ).toEqual([
    'Direct replay, 5 a second',
    'newest first',
    'one event first',
    'stops after 1 failure in a row',
    'superseded updates left out',
  ])
})

it('says what does not go on by itself, not what only waits for its minute', () => {
  expect(stuckWords(aRun({ lanes: [off] }))).toBe(
    '12 events of CRM sync do not go on by themselves; below it says why.',
  )
  expect(stuckWords(aRun({ lanes: [{ ...off, waits: { why: 'limit', words: '429', until: null } }] }))).toBeUndefined()
  expect(stuckWords(aRun({ state: 'paused', lanes: [off] }))).toBeUndefined()
})

it('says what resuming a stopped run does', () => {
  expect(stoppedRemedy({ oneFirst: true })).toContain('the next event is tried first')
  expect(stoppedRemedy({ oneFirst: false })).toContain('go out in their order')
})

it('ends a sentence once', () => {
  expect([asSentence('It is off'), asSentence('It is off.')]).toEqual(['It is off.', 'It is off.'])
})
