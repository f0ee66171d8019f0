import { expect, it } from 'vitest'
import { catchUpName, catchUpTime, missedWords, withMissed } from './catch-up-words.ts'

const row = (title: string, failedWhileOff: number, complete = true) => ({
  title,
  stats: {
    total: 500,
    succeeded: 0,
    pending: 0,
    failed: 500,
    failedWhileOff,
    soonestExpiry: null,
    lastDeliveredAt: null,
    lastFailedAt: null,
    expiringWithinDay: 0,
    lastAnswer: null,
    failingSince: null,
    freshness: {
      asOf: '2026-11-20T12:00:00Z',
      complete,
      read: 500,
      total: 500,
      syncing: false,
      problem: null,
      unreadable: 0,
      unknownStates: [],
    },
  },
})

it('says how many failed, and "at least" of a part', () => {
  expect(missedWords([row('Orders', 1)])).toBe('1 event failed while it was off')
  expect(missedWords([row('Orders', 1_200), row('CRM', 12, false)])).toBe(
    'At least 1,212 events failed while they were off',
  )
})

it('counts the longest lane, not the sum', () => {
  expect(catchUpTime([row('Orders', 400), row('CRM', 12)], 60)).toBe('6 h 40 min')
  expect(catchUpTime([row('Orders', 400)], 1)).toBe('6 min 40 s')
})

it('leaves out those with nothing to catch up on', () => {
  expect(withMissed([row('Orders', 0), row('CRM', 3)]).map(({ title }) => title)).toEqual(['CRM'])
})

it('names the run, in as many letters as a name may have', () => {
  expect(catchUpName([row('Orders', 1)])).toBe('Failed while off: Orders')
  expect(catchUpName([row('Orders', 1), row('CRM', 1)])).toBe('Failed while off: 2 subscriptions')
  expect(catchUpName([row('x'.repeat(300), 1)])).toHaveLength(200)
})
