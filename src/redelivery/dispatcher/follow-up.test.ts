import { describe, expect, it } from 'vitest'
import { noteWords } from '../../contract/words/run-notes.ts'
import type { FollowUp } from '../../store/runs/queue.ts'
import { FAILURE } from '../../testing/sent-follow-ups.ts'
import { outcomeOfUnknown } from './follow-up.ts'
import { firstFollowUp, nextFollowUp, outcomeOfSent } from './outcome-of-sent.ts'
import type { ApiRefusal, RedeliveryPorts, SeenEvent } from './ports.ts'
import { traceOf } from './trace.ts'

const MINUTE = 60_000
const SENT = Date.UTC(2026, 10, 21)
const CERTAIN = 10 * MINUTE
type History = Awaited<ReturnType<RedeliveryPorts['readHistory']>>
const withHistory = (history: History) =>
  ({
    environments: [{ id: 'production', interval: MINUTE, certainAfter: CERTAIN }],
    readHistory: async () => history,
  }) as unknown as RedeliveryPorts
const ENTRIES = [{ state: 'failure' }, { state: 'executing' }]
const at = (after: number, history: History = { value: ENTRIES }) => ({
  ports: withHistory(history),
  now: () => SENT + after,
})

const followUp = (differs: Partial<FollowUp> = {}): FollowUp => ({
  itemId: 1,
  run: 1,
  lease: 'mine',
  runId: 'run',
  environment: 'production',
  subscriptionId: 'subscription',
  eventId: 'event',
  way: 'redelivery',
  payload: null,
  seen: 'before',
  sentAt: SENT,
  state: 'scheduled',
  followUps: 0,
  graceUntil: SENT + CERTAIN,
  repeats: 0,
  ...differs,
})
const event = (state: string, updatedAt = 'after', cause: string | null = 'server-error') =>
  ({
    value: { item: { state, updatedAt, attempts: 6, cause, listenerStatus: 503, listenerError: null } },
  }) as unknown as {
    value: SeenEvent
  }
const no = (code: ApiRefusal['code']) => ({ refusal: { code, title: 'The API is not available' } })

describe('a scheduled event', () => {
  it('is looked at after seconds, minutes, hours, and a last time behind the last attempt', () => {
    const followUps = [firstFollowUp(SENT, MINUTE)]
    for (
      let next = nextFollowUp(SENT, MINUTE, followUps[0] ?? 0);
      next !== undefined;
      next = nextFollowUp(SENT, MINUTE, next)
    )
      followUps.push(next)
    const minutes = followUps.map((moment) => (moment - SENT) / MINUTE)
    expect(minutes).toEqual([1 / 12, 1 / 2, 1, 6, 20, 66, 180, 360, 720, 1512])
    expect(minutes.at(-1)).toBeGreaterThan(25 * 60 + 5 + 43 / 60) // the sixth attempt and its 10 s (API 6.3)
  })

  it.each([
    ['success', event('success'), { to: 'delivered' }],
    ['a failure', event('failure'), { to: 'failed', note: { code: 'failedAgain', failure: FAILURE } }],
    ['the failure of before, read late', event('failure', 'before'), { to: 'scheduled' }],
    ['being tried', event('executing'), { to: 'scheduled', note: null }],
    [
      'a retry',
      event('awaiting-retry'),
      {
        to: 'scheduled',
        note: { code: 'notDelivered', failure: FAILURE },
        missed: FAILURE,
      },
    ],
    ['a retry before any attempt', event('awaiting-retry', 'after', null), { to: 'scheduled', note: null }],
    ['a retry of before, read late', event('awaiting-retry', 'before'), { to: 'scheduled', note: null }],
    ['nothing any more', no('not_found'), { to: 'untraced' }],
    [
      'no answer',
      no('upstream_unavailable'),
      { to: 'scheduled', note: { code: 'apiRefused', title: 'The API is not available' } },
    ],
  ])('that is %s', (_, seen, expected) => {
    expect(outcomeOfSent(at(5_000), followUp(), seen)).toMatchObject(expected)
  })

  it.each(['awaiting-executing', 'executing', 'success'])('that is %s was not missed', (state) => {
    expect(outcomeOfSent(at(5_000), followUp(), event(state)).missed).toBeUndefined()
  })

  it.each([0, 1, 2, 5, 10])('is seen between two attempts within 30 s, each taking %d s to fail', (seconds) => {
    const [first, second] = [seconds, 2 * seconds + 3] // refused; the next attempts 3 s and 30 s later (API 6.3)
    const between = [firstFollowUp(SENT, MINUTE), nextFollowUp(SENT, MINUTE, SENT + 5_000) ?? 0].map(
      (one) => (one - SENT) / 1000,
    )
    const waits = (one: number) => (one >= first && one < first + 3) || (one >= second && one < second + 30)
    expect(between.some(waits)).toBe(true)
    expect(between.at(-1)).toBe(30)
  })

  it('is left when all looks have been', () => {
    expect(outcomeOfSent(at(1513 * MINUTE), followUp(), event('executing'))).toMatchObject({ to: 'untraced' })
  })
})

describe('a call whose answer never came', () => {
  const unchanged = event('failure', 'before')
  const noted = async (history: History, differs: Partial<FollowUp> = {}) =>
    followUp({
      state: 'unknown',
      seen: (await traceOf(withHistory(history), followUp(), unchanged.value.item)).trace,
      ...differs,
    })
  const known = { value: ENTRIES }
  const refused = (upstreamStatus: number) => ({ refusal: { ...no('upstream_refused').refusal, upstreamStatus } })

  it.each([
    ['arrived: the event was delivered', 1_000, event('success'), 'delivered', 'done'],
    ['arrived: it waits for its delivery', 1_000, event('awaiting-executing'), 'scheduled', 'done'],
    ['arrived: it failed again', 1_000, event('failure'), 'failed', 'done'],
    ['may still arrive', CERTAIN - 1, unchanged, 'unknown', undefined],
    ['left no trace', CERTAIN, unchanged, 'back', 'unknown'],
    ['cannot be asked about', CERTAIN, no('upstream_unavailable'), 'unknown', undefined],
    ['can never be asked about', CERTAIN, no('not_found'), 'untraced', 'unknown'],
    ['arrived long ago', 2000 * MINUTE, event('executing'), 'scheduled', 'done'],
    ['is left to a person when it could not be asked about', 2000 * MINUTE, no('internal'), 'untraced', 'unknown'],
  ])('%s', async (_, after, seen, to, outcome) => {
    const { result, call } = await outcomeOfUnknown(at(after), await noted(known), seen)
    expect([result.to, call?.outcome]).toEqual([to, outcome])
  })

  it.each([
    ['grew', known, { value: [...ENTRIES, { state: 'executing' }] }, 'scheduled'],
    ['stands in another order', known, { value: ENTRIES.toReversed() }, 'back'],
    ['cannot be read', known, no('upstream_unavailable'), 'unknown'],
    ['could not be read before', no('upstream_unavailable'), known, 'untraced'],
    ['is not offered (404)', refused(404), refused(404), 'back'],
    ['is not offered (405)', refused(405), refused(405), 'back'],
    ['is offered no more', known, refused(404), 'untraced'],
  ] as const)('of an event whose history %s', async (_, before, now, to) => {
    const { result } = await outcomeOfUnknown(at(CERTAIN, now as History), await noted(before as History), unchanged)
    expect(result.to).toBe(to)
  })

  it('is made again once, and a person decides after that', async () => {
    const again = await outcomeOfUnknown(at(CERTAIN), await noted(known), unchanged)
    expect(again).toEqual({
      result: { to: 'back', note: { code: 'noTrace', seconds: 600 }, repeated: true },
      call: { outcome: 'unknown', status: null, problem: { code: 'noTrace', seconds: 600 } },
    })
    expect(noteWords({ code: 'noTrace', seconds: 600 })).toBe('No trace of the first call after 10 minutes')
    const twice = await outcomeOfUnknown(at(CERTAIN), await noted(known, { repeats: 1 }), unchanged)
    expect(twice.result).toMatchObject({ to: 'untraced', note: { code: 'noTraceTwice' } })
  })

  it('that was noted before there were traces is never repeated', async () => {
    const old = followUp({ state: 'unknown', seen: 'before' })
    expect((await outcomeOfUnknown(at(CERTAIN), old, unchanged)).result.to).toBe('untraced')
  })

  it('is asked about at growing distances, and when it is certain', async () => {
    const next = async (after: number) =>
      ((await outcomeOfUnknown(at(after), await noted(known), unchanged)).result.followUpAt ?? 0) - SENT
    expect(await Promise.all([5_000, 10_000, 20_000, 8 * MINUTE].map(next))).toEqual([10_000, 20_000, 40_000, CERTAIN])
  })
})
