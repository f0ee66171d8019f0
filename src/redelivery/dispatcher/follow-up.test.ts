import { describe, expect, it } from 'vitest'
import type { FollowUp } from '../../store/runs/queue.ts'
import { FAILURE } from '../../testing/sent-follow-ups.ts'
import { outcomeOfUnknown } from './follow-up.ts'
import { firstFollowUp, nextFollowUp, outcomeOfSent } from './outcome-of-sent.ts'
import type { ApiRefusal, RedeliveryPorts, SeenEvent } from './ports.ts'

const MINUTE = 60_000
const SENT = Date.UTC(2026, 10, 21)
const ports = { environments: [{ id: 'production', interval: MINUTE }] } as unknown as RedeliveryPorts
const at = (after: number) => ({ ports, now: () => SENT + after })

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
  graceUntil: SENT + 15_000,
  ...differs,
})
const event = (state: string, updatedAt = 'after', cause: string | null = 'server-error') =>
  ({
    value: { item: { state, updatedAt, cause, listenerStatus: 503, listenerError: null } },
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
  const unknown = followUp({ state: 'unknown' })
  it.each([
    ['arrived: the event was delivered', 1_000, event('success'), 'delivered', 'done'],
    ['arrived: it waits for its delivery', 1_000, event('awaiting-executing'), 'scheduled', 'done'],
    ['arrived: it failed again', 1_000, event('failure'), 'failed', 'done'],
    ['may still arrive', 14_999, event('failure', 'before'), 'unknown', undefined],
    ['never arrived', 15_000, event('failure', 'before'), 'back', 'refused'],
    ['cannot be asked about', 20_000, no('upstream_unavailable'), 'unknown', undefined],
    ['can never be asked about', 20_000, no('not_found'), 'untraced', undefined],
    ['arrived long ago', 2000 * MINUTE, event('executing'), 'scheduled', 'done'],
  ])('%s', (_, after, seen, to, outcome) => {
    const { result, call } = outcomeOfUnknown(at(after), unknown, seen)
    expect([result.to, call?.outcome]).toEqual([to, outcome])
  })

  it('is asked about again when it can no longer arrive', () => {
    expect(outcomeOfUnknown(at(1_000), unknown, event('failure', 'before')).result.followUpAt).toBe(SENT + 15_000)
  })
})
