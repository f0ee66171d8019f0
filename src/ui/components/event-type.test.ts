import { expect, it } from 'vitest'
import { eventTitle } from './event-type.ts'

it('titles an event by what happened to what', () => {
  expect(eventTitle({ type: 'entityUpdated', entityType: 'user' })).toBe('User updated')
  expect(eventTitle({ type: 'entityMerged', entityType: null })).toBe('Entity entityMerged')
  expect(eventTitle({ type: null, entityType: null })).toBe('Unreadable token')
})
