import { expect, it } from 'vitest'
import type { Freshness } from '../../contract/freshness.ts'
import type { SubscriptionRow } from '../../contract/subscription.ts'
import { pollEvery } from './poll.ts'

const row = (change: Partial<Freshness>): SubscriptionRow => ({
  id: 'fafd23cf-ec8d-49a0-a640-7cfc144e2aec',
  title: 'Orders',
  endpoint: 'https://orders.example.com/hook',
  events: ['entityCreated'],
  enabled: true,
  filter: null,
  createdAt: '2026-11-21T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
  version: 'v1',
  stats: {
    total: 0,
    succeeded: 0,
    pending: 0,
    failed: 0,
    failedWhileOff: 0,
    soonestExpiry: null,
    lastDeliveredAt: null,
    lastFailedAt: null,
    expiringWithinDay: 0,
    lastAnswer: null,
    failingSince: null,
    freshness: {
      asOf: '2026-11-21T10:00:00Z',
      complete: true,
      read: 0,
      total: 0,
      syncing: false,
      problem: null,
      unreadable: 0,
      unknownStates: [],
      ...change,
    },
  },
})

it('looks often while events are being read or about to be, else now and then', () => {
  const often = pollEvery([row({}), row({ syncing: true })])
  expect(pollEvery([row({ asOf: null })])).toBe(often)
  expect(pollEvery([row({})])).toBeGreaterThan(often)
  expect(pollEvery([row({ asOf: null, problem: 'Too slow' })])).toBeGreaterThan(often)
})
