import { expect, it } from 'vitest'
import { answerDetail, attributesInShort, eventTitle } from './cell-words.ts'

it('titles an event by what happened to what', () => {
  expect(eventTitle({ type: 'entityUpdated', entityType: 'user' })).toBe('User updated')
  expect(eventTitle({ type: 'entityMerged', entityType: null })).toBe('Entity entityMerged')
  expect(eventTitle({ type: null, entityType: null })).toBe('Unreadable token')
})

it('names no more attributes than a cell can hold', () => {
  expect(attributesInShort(['email', 'givenName'])).toBe('email, givenName')
  const many = attributesInShort(Array.from({ length: 30_000 }, (_, index) => `/field${index}`))
  expect(many).toMatch(/^\/field0, .*\/field19 and 29,980 more$/)
})

it('tells the kind of an answer, or the error in the API’s words', () => {
  expect(answerDetail({ cause: 'server-error', listenerError: null })).toBe('server error')
  expect(answerDetail({ cause: 'tls', listenerError: 'x509: certificate has expired' })).toMatch('expired')
  expect(answerDetail({ cause: 'off', listenerError: null })).toBeUndefined()
})
