import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FailedQuery } from '../contract/failed-event.ts'
import { describeOnBothEngines } from '../testing/postgres-stores.ts'
import type { EventIndex } from './event-index.ts'
import { type IndexedEvent, RETENTION } from './event-rows.ts'
import { timeOf } from './time.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const HOUR = 3_600_000
const [CRM, SHOP] = [randomUUID(), randomUUID()]

/** A failure so many seconds after noon. */
function aFailure(seconds: number, changes: Partial<IndexedEvent> = {}): IndexedEvent {
  const at = timeOf(NOON + seconds * 1_000)
  const updatedAt = changes.updatedAt ?? at
  return {
    id: randomUUID(),
    subscriptionId: CRM,
    createdAt: at,
    updatedAt,
    state: 'failure',
    attempts: 6,
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
    expiresAt: timeOf(Date.parse(updatedAt) + RETENTION),
    claim: null,
    ...changes,
  }
}

describeOnBothEngines('the failed events', ({ open }) => {
  const clock = { now: NOON }
  let index: EventIndex
  beforeAll(async () => {
    index = (await open({ now: () => clock.now })).events
  })
  beforeEach(async () => {
    clock.now = NOON
    await index.clear('production')
    await index.clear('staging')
  })
  const put = (events: IndexedEvent[]) => index.put('production', events)
  const list = (query: Record<string, unknown> = {}) => index.failed('production', FailedQuery.parse(query))
  const seconds = (items: { updatedAt: string }[]) => items.map((item) => (Date.parse(item.updatedAt) - NOON) / 1_000)
  const found = async (query: Record<string, unknown> = {}) => seconds((await list(query)).items)

  it('are those given up, of all subscriptions of one environment, soonest to be forgotten first', async () => {
    await put([
      aFailure(3),
      aFailure(1, { subscriptionId: SHOP }),
      aFailure(2),
      aFailure(4, { state: 'success' }),
      aFailure(5, { state: 'awaiting-retry' }),
    ])
    await index.put('staging', [aFailure(6)])
    expect(await found()).toEqual([1, 2, 3])
    expect(await found({ sort: 'failed' })).toEqual([3, 2, 1])
    expect(await found({ state: 'awaiting-retry' })).toEqual([5])
    expect(await found({ subscription: SHOP })).toEqual([1])
    expect(await found({ subscription: randomUUID() })).toEqual([])
  })

  it('are whole', async () => {
    const { claim: _, ...event } = aFailure(1, { listenerError: 'tls: no', attributes: ['a', 'b'] })
    await put([{ ...event, claim: null }])
    expect((await list()).items).toEqual([event])
  })
})
