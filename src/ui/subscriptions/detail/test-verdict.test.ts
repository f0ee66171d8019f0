import { expect, it } from 'vitest'
import type { EventItem, EventPage } from '../../../contract/event.ts'
import { PATIENCE, verdictOf } from './test-verdict.ts'

const SENT = '2026-11-21T10:00:00.000Z'
const event = (differs: Partial<EventItem> = {}): EventItem => ({
  id: 'new',
  subscriptionId: 's',
  createdAt: '2026-11-21T10:00:01Z',
  updatedAt: '2026-11-21T10:00:01Z',
  state: 'success',
  attempts: 1,
  unread: false,
  type: 'test',
  eventId: 'e',
  entityType: null,
  attributes: [],
  user: null,
  application: null,
  client: null,
  occurredAt: null,
  listenerStatus: 200,
  listenerError: null,
  cause: null,
  expiresAt: '2026-11-28T10:00:01Z',
  ...differs,
})
const page = (items: EventItem[], asOf = '2026-11-21T10:00:02Z'): EventPage => ({
  items,
  total: items.length,
  older: null,
  newer: null,
  freshness: {
    asOf,
    complete: true,
    read: 9,
    total: 9,
    syncing: false,
    problem: null,
    unreadable: 0,
    unknownStates: [],
  },
  choices: { types: [], states: [], attributes: [] },
})
const sent = { sentAt: SENT, known: new Set(['old']), waited: 2_000 }

it('waits while nothing is there', () => {
  expect(verdictOf(undefined, sent).is).toBe('watching')
  expect(verdictOf(page([]), sent).is).toBe('watching')
})

it('takes no event for it that was there before, is long past, or is no test', () => {
  const others = [
    event({ id: 'old' }),
    event({ createdAt: '2026-11-21T09:58:00Z' }),
    event({ type: 'entityUpdated' }),
    event({ type: null }),
  ]
  expect(verdictOf(page(others), sent)).toEqual({ is: 'watching', event: undefined })
})

it('knows the answer once an attempt was made, whatever it was', () => {
  expect(verdictOf(page([event()]), sent).is).toBe('answered')
  expect(verdictOf(page([event({ state: 'awaiting-retry', listenerStatus: 503 })]), sent).is).toBe('answered')
  expect(verdictOf(page([event({ createdAt: '2026-11-21T09:59:30Z' })]), sent).is).toBe('answered')
})

it('goes on watching one that is on its way, and shows it', () => {
  const under = event({ state: 'executing' })
  expect(verdictOf(page([under]), sent)).toEqual({ is: 'watching', event: under })
  expect(verdictOf(page([under]), { ...sent, waited: PATIENCE })).toEqual({ is: 'unknown', event: under })
})

it('gives up once the whole store was read long enough after, or patience ends', () => {
  expect(verdictOf(page([], '2026-11-21T10:00:11Z'), sent).is).toBe('unknown')
  const part = page([], '2026-11-21T10:00:11Z')
  expect(verdictOf({ ...part, freshness: { ...part.freshness, complete: false } }, sent).is).toBe('watching')
  expect(verdictOf({ ...part, freshness: { ...part.freshness, syncing: true } }, sent).is).toBe('watching')
  expect(verdictOf(undefined, { ...sent, waited: PATIENCE }).is).toBe('unknown')
})
