import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach } from 'vitest'
import { EVENT_RETENTION } from '../contract/durations.ts'
import { FailedQuery } from '../contract/failed-event.ts'
import { timeOf } from '../contract/timestamp.ts'
import type { EventIndex } from '../store/events/event-index.ts'
import type { IndexedEvent } from '../store/events/rows.ts'
import type { OpenStore } from './postgres-stores.ts'

export const NOON = Date.UTC(2026, 10, 21, 12)
export const HOUR = 3_600_000
export const [CRM, SHOP] = [randomUUID(), randomUUID()]

/** A failure so many seconds after noon, of the subscription CRM. */
export function aFailure(seconds: number, changes: Partial<IndexedEvent> = {}): IndexedEvent {
  const at = timeOf(NOON + seconds * 1_000)
  return {
    id: randomUUID(),
    subscriptionId: CRM,
    createdAt: at,
    updatedAt: at,
    state: 'failure',
    attempts: 6,
    unread: false,
    due: false,
    type: 'entityUpdated',
    eventId: randomUUID(),
    entityType: 'user',
    attributes: ['email'],
    user: randomUUID(),
    application: 'app',
    client: 'client',
    occurredAt: at,
    listenerStatus: 503,
    listenerError: null,
    cause: 'server-error',
    expiresAt: timeOf(NOON + seconds * 1_000 + EVENT_RETENTION),
    claim: null,
    ...changes,
  }
}

export function secondsOf(items: { updatedAt: string }[]) {
  return items.map((item) => (Date.parse(item.updatedAt) - NOON) / 1_000)
}

export async function everyOne<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** A store on a clock that stands at noon, empty before each test; `put` writes into production. */
export function failuresFixture(open: OpenStore) {
  const fixture = {
    clock: { now: NOON },
    index: undefined as unknown as EventIndex,
    put: (events: IndexedEvent[]) => fixture.index.put('production', events),
    list: (query: Record<string, unknown> = {}) => fixture.index.failed('production', FailedQuery.parse(query)),
    /** Returns the times of what a query finds, in seconds after noon. */
    found: async (query: Record<string, unknown> = {}) => secondsOf((await fixture.list(query)).items),
  }
  beforeAll(async () => {
    fixture.index = (await open({ now: () => fixture.clock.now })).events
  })
  beforeEach(async () => {
    fixture.clock.now = NOON
    await fixture.index.clear('production')
    await fixture.index.clear('staging')
  })
  return fixture
}
