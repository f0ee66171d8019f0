import { expect, it } from 'vitest'
import type { HistoryEntry } from '../../contract/event.ts'
import { ladderOf, roundsOf } from './ladder.ts'

const entry = (state: string, at: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  state,
  at: `2026-01-01T${at}Z`,
  attempt: null,
  status: null,
  error: null,
  ...more,
})
const begun = [entry('awaiting-executing', '10:00:00'), entry('executing', '10:00:00')]
const event = { state: 'awaiting-retry', createdAt: '2026-01-01T10:00:00Z', attempts: 1 }

it('says when the next attempt is due: the wait of its rung after the last one', () => {
  const ladder = ladderOf(event, [...begun, entry('awaiting-retry', '10:00:01', { attempt: 1, status: 503 })])
  expect(ladder.map(({ outcome }) => outcome)).toEqual(['failed', 'next', 'open', 'open', 'open', 'open'])
  expect(ladder[0]).toMatchObject({ status: 503, wait: 'at once' })
  expect(ladder[1]).toMatchObject({ at: '2026-01-01T10:00:04.000Z', wait: '+3 s' })
})

it('shows the present round only, and what is left of a round that ended is unused', () => {
  const history = [
    ...begun,
    entry('failure', '10:00:01', { attempt: 1, status: 302 }),
    entry('awaiting-executing', '12:00:00'),
    entry('executing', '12:00:00'),
    entry('success', '12:00:01', { attempt: 1, status: 200 }),
  ]
  expect(roundsOf(history)).toBe(2)
  const ladder = ladderOf({ ...event, state: 'success' }, history)
  expect(ladder.map(({ outcome }) => outcome)).toEqual(['accepted', 'unused', 'unused', 'unused', 'unused', 'unused'])
})

it('has no attempt for an event that was never sent', () => {
  const ladder = ladderOf({ ...event, state: 'failure', attempts: 0 }, [entry('failure', '10:00:00')])
  expect(ladder.every(({ outcome }) => outcome === 'unused')).toBe(true)
})
