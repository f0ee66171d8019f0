import { expect, it } from 'vitest'
import { differencesOf } from './stored-differences.ts'

const stored = {
  id: crypto.randomUUID(),
  title: 'CRM',
  endpoint: 'https://crm.example/',
  events: ['entityCreated', 'entityUpdated'],
  enabled: true,
  filter: null,
  createdAt: '2026-11-21T12:00:00Z',
  updatedAt: '2026-11-21T12:00:00Z',
  version: 'v1',
}

it('finds none where the API obeyed, in whatever order', () => {
  expect(differencesOf(stored, {})).toEqual([])
  expect(differencesOf(stored, { ...stored, events: ['entityUpdated', 'entityCreated'] })).toEqual([])
})

it('tells each member that is not as it was meant', () => {
  const meant = { title: 'Crm', endpoint: 'https://crm.example', events: [], enabled: false, filter: {} }
  expect(differencesOf(stored, meant)).toEqual([
    { name: 'title', reason: 'The API stored the title “CRM”, not “Crm”' },
    { name: 'endpoint', reason: 'The API stored the endpoint https://crm.example/, not https://crm.example' },
    { name: 'events', reason: 'The API stored the event types entityCreated, entityUpdated, not none' },
    { name: 'enabled', reason: 'The API stored it as on' },
    { name: 'filter', reason: 'The API stored another filter than the one that was sent' },
  ])
})

it('does not look at what was not meant to change', () => {
  expect(differencesOf({ ...stored, title: 'Else', filter: { minProperties: 1 } }, { enabled: true })).toEqual([])
})
