import { expect, it } from 'vitest'
import { createEventStore, type EventRecord, RETENTION } from './event-store.ts'

let count = 0
const anEvent = (differs: Partial<EventRecord>): EventRecord => ({
  id: `event-${++count}`,
  subscriptionId: 's',
  customerId: 'c',
  type: 'entityCreated',
  claim: { id: 'x', captureApplicationId: 'a', captureClientId: 'c', entityType: 'user', sub: 'u' },
  occurredAt: 0,
  createdAt: 0,
  updatedAt: 0,
  state: 'success',
  attempts: 1,
  endpoint: 'https://crm.listener.example/',
  history: [],
  ...differs,
})

it('keeps the order of recording, whatever the order of adding', () => {
  const store = createEventStore(() => 10)
  for (const createdAt of [3, 1, 2, 5, 4]) store.add(anEvent({ createdAt }))
  expect(store.of('s').map(({ createdAt }) => createdAt)).toEqual([1, 2, 3, 4, 5])
})

it('forgets failures seven days after their last change, others after creation or redelivery', () => {
  let now = 0
  const store = createEventStore(() => now)
  const [, failed, redelivered] = [
    store.add(anEvent({ updatedAt: 500 })),
    store.add(anEvent({ updatedAt: 500, state: 'failure' })),
    store.add(anEvent({ restartedAt: 700, updatedAt: 800 })),
  ]
  now = RETENTION
  expect(store.of('s')).toEqual([failed, redelivered])
  now = RETENTION + 500
  expect([store.get(failed.id), store.get(redelivered.id)]).toEqual([undefined, redelivered])
  now = RETENTION + 700
  expect(store.all()).toEqual([])
})

it('holds a hundred thousand without slowing down', () => {
  const store = createEventStore(() => 0)
  for (let i = 0; i < 100_000; i++) store.add(anEvent({ createdAt: i, subscriptionId: `s${i % 10}` }))
  expect(store.of('s3')).toHaveLength(10_000)
  store.removeOf('s3')
  expect(store.all()).toHaveLength(90_000)
})
