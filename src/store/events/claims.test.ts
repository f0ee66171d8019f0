import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { timeOf } from '../../contract/timestamp.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import type { EventIndex } from './event-index.ts'
import type { IndexedEvent } from './rows.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const [CRM, AUDIT, OTHER] = [randomUUID(), randomUUID(), randomUUID()]

/** One copy of an event, stored so many seconds after noon. */
function aCopy(subscriptionId: string, seconds: number, changes: Partial<IndexedEvent> = {}): IndexedEvent {
  const at = timeOf(NOON + seconds * 1_000)
  const eventId = changes.eventId === undefined ? randomUUID() : changes.eventId
  return {
    id: randomUUID(),
    subscriptionId,
    createdAt: at,
    updatedAt: at,
    state: 'success',
    attempts: 1,
    unread: false,
    due: false,
    type: 'entityUpdated',
    eventId,
    entityType: 'user',
    attributes: ['email'],
    user: 'u',
    application: 'app',
    client: 'client',
    occurredAt: at,
    listenerStatus: 200,
    listenerError: null,
    cause: null,
    expiresAt: timeOf(NOON + seconds * 1_000 + 1_000_000),
    claim: { entityUpdated: { ...(eventId && { id: eventId }), sub: 'u', attributes: ['email'] } },
    ...changes,
  }
}

describeOnBothEngines('the claims of stored events', ({ open }) => {
  const clock = { now: NOON }
  let index: EventIndex
  beforeAll(async () => {
    index = (await open({ now: () => clock.now })).events
  })
  beforeEach(async () => {
    clock.now = NOON
    for (const environment of ['production', 'staging']) await index.clear(environment)
  })
  const put = (...events: IndexedEvent[]) => index.put('production', events)
  const read = (subscriptionIds: string[], more: { first?: string; limit?: number } = {}) =>
    index.claims('production', { subscriptionIds, limit: 100, ...more })

  it('are there as the token told them, newest first, of the subscriptions asked for', async () => {
    const [old, young, strange] = [aCopy(CRM, 1), aCopy(AUDIT, 2), aCopy(OTHER, 3)]
    await put(old, young, strange)
    await index.put('staging', [aCopy(CRM, 4)])
    expect(await read([CRM, AUDIT])).toEqual(
      [young, old].map(({ id, subscriptionId, createdAt, claim }) => ({
        id,
        subscriptionId,
        recordedAt: createdAt,
        claim,
      })),
    )
    expect(await read([])).toEqual([])
  })

  it('are there once, whoever stored the event: from the first subscription, else the newest copy', async () => {
    const eventId = randomUUID()
    const [mine, theirs, another] = [
      aCopy(CRM, 1, { eventId }),
      aCopy(AUDIT, 2, { eventId }),
      aCopy(OTHER, 3, { eventId }),
    ]
    await put(mine, theirs, another)
    const ids = async (first?: string) =>
      (await read([AUDIT, CRM, OTHER], first ? { first } : {})).map(({ subscriptionId }) => subscriptionId)
    expect(await ids(CRM)).toEqual([CRM])
    expect(await ids()).toEqual([OTHER])
  })

  it('count for themselves where the claim has no id', async () => {
    await put(aCopy(CRM, 1, { eventId: null }), aCopy(AUDIT, 2, { eventId: null }))
    expect(await read([CRM, AUDIT])).toHaveLength(2)
  })

  it('are not of tests, of tokens nobody could read, nor of what has expired', async () => {
    await put(
      aCopy(CRM, 1, { type: 'test', claim: { test: { id: 'x' } } }),
      aCopy(CRM, 2, { type: null, claim: null }),
      aCopy(CRM, 3, { expiresAt: timeOf(NOON + 10_000) }),
      aCopy(CRM, 4),
    )
    clock.now = NOON + 10_000
    expect((await read([CRM])).map(({ recordedAt }) => recordedAt)).toEqual([timeOf(NOON + 4_000)])
  })

  it('are the newest when there are more', async () => {
    const ids = Array.from({ length: 30 }, () => randomUUID())
    await put(
      ...ids.flatMap((eventId, at) => [aCopy(CRM, at * 10, { eventId }), aCopy(AUDIT, at * 10 + 1, { eventId })]),
    )
    const found = await read([CRM, AUDIT], { limit: 20 })
    expect(found.map(({ claim }) => claim.entityUpdated?.id)).toEqual(ids.toReversed().slice(0, 20))
  })

  describe('of many', () => {
    it('are all of 3,000 copies of 1,000 events, each once', async () => {
      const ids = Array.from({ length: 1_000 }, () => randomUUID())
      const copies = (subscription: string, late: number) =>
        ids.map((eventId, at) => aCopy(subscription, at + late, { eventId }))
      await put(...copies(CRM, 0), ...copies(AUDIT, 0.5), ...copies(OTHER, 0.7))
      const found = await read([CRM, AUDIT, OTHER], { first: AUDIT, limit: 10_000 })
      expect(new Set(found.map(({ claim }) => claim.entityUpdated?.id)).size).toBe(1_000)
      expect(found.every(({ subscriptionId }) => subscriptionId === AUDIT)).toBe(true)
    })
  })
})
