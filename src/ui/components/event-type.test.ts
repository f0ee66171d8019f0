import { expect, it } from 'vitest'
import { eventTitle } from './event-type.ts'

it('titles an event by what happened to what', () => {
  expect(eventTitle({ type: 'entityUpdated', entityType: 'user', unread: false })).toBe('User updated')
  expect(eventTitle({ type: 'entityMerged', entityType: null, unread: false })).toBe('Entity entityMerged')
  expect(eventTitle({ type: null, entityType: null, unread: false })).toBe('Unreadable token')
  expect(eventTitle({ type: null, entityType: null, unread: true })).toBe('Not read yet')
})
