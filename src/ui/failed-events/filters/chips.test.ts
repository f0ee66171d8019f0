import { expect, it } from 'vitest'
import { FailedAddress } from '../failed-address.ts'
import { chipsOf, exceptName, runName } from './chips.ts'

const names = {
  environment: { applications: { app1: 'Web shop' } },
  choices: undefined,
  zone: 'utc',
} as const
const wordsOf = (query: object) => chipsOf(FailedAddress.parse(query), names).map(({ words }) => words)

it('says each filter that is set in words', () => {
  expect(
    wordsOf({
      type: 'entityUpdated',
      attribute: 'email',
      user: '1f0c6a5e-0000-4000-8000-00000000abcd',
      application: 'app1',
      cause: 'off',
      status: '503',
      text: 'refused',
      from: '2026-01-01T10:00:30Z',
      expiresWithin: '24',
    }),
  ).toEqual([
    'Type updated',
    'Changed email',
    'User 1f0c6a5e…abcd',
    'Web shop',
    'Subscription was off',
    'Status 503',
    '“refused”',
    'Failed from 2026-01-01 10:00',
    'Expires within 24 h',
  ])
  expect(wordsOf({ state: 'awaiting-retry', sort: 'failed', view: 'causes' })).toEqual([])
})

it('names a subscription that the list knows by its title', () => {
  const id = '3f2c8b1e-7a44-4b0f-9d3a-2b1c0d9e8f70'
  const choices = {
    subscriptions: [{ id, title: 'Orders sync', count: 3 }],
    types: [],
    entityTypes: [],
    attributes: [],
    applications: [],
    statuses: [],
    causes: [],
  }
  const address = FailedAddress.parse({ subscription: id, status: 503 })
  expect(runName(chipsOf(address, { ...names, choices }))).toBe('Orders sync, Status 503')
  expect(runName(chipsOf(address, names))).toBe('Subscription 3f2c8b1e…8f70, Status 503')
  expect(runName([])).toBe('All failed events')
})

it('names a run of what matches except some, however long its filters are', () => {
  expect(exceptName('Status 503', 0)).toBe('Status 503')
  expect(exceptName('Status 503', 1234)).toBe('Status 503, except 1,234')
  const long = exceptName('a'.repeat(200), 3)
  expect([long.length, long.slice(-11)]).toEqual([200, 'a, except 3'])
})
