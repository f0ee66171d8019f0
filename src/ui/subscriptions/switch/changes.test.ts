import { expect, it } from 'vitest'
import type { Subscription } from '../../../contract/subscription.ts'
import { changedFields } from './changes.ts'

const seen: Subscription = {
  id: 'fafd23cf-ec8d-49a0-a640-7cfc144e2aec',
  title: 'Orders',
  endpoint: 'https://orders.example.com/hook',
  events: ['entityCreated', 'entityUpdated'],
  enabled: true,
  filter: { properties: { entityUpdated: {}, entityCreated: { properties: { entityType: { const: 'user' } } } } },
  createdAt: '2026-11-21T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
}

it('names what differs, in one order', () => {
  const now = { ...seen, filter: null, enabled: false, title: 'Orders 2', events: ['entityCreated'] }
  expect(changedFields(seen, now)).toEqual(['title', 'events', 'enabled', 'filter'])
})

it('takes another order of types or members for the same', () => {
  const now: Subscription = {
    ...seen,
    events: ['entityUpdated', 'entityCreated'],
    filter: { properties: { entityCreated: { properties: { entityType: { const: 'user' } } }, entityUpdated: {} } },
    updatedAt: '2026-11-21T11:00:00Z',
  }
  expect(changedFields(seen, now)).toEqual([])
})
