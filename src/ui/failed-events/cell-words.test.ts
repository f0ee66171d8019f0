import { expect, it } from 'vitest'
import { answerDetail, eventTitle } from './cell-words.ts'

it('titles an event by what happened to what', () => {
  expect(eventTitle({ type: 'entityUpdated', entityType: 'user' })).toBe('User updated')
  expect(eventTitle({ type: 'entityMerged', entityType: null })).toBe('Entity entityMerged')
  expect(eventTitle({ type: null, entityType: null })).toBe('Unreadable token')
})

it('tells the kind of an answer, or the error in the API’s words', () => {
  expect(answerDetail({ cause: 'server-error', listenerError: null })).toBe('server error')
  expect(answerDetail({ cause: 'tls', listenerError: 'x509: certificate has expired' })).toMatch('expired')
  expect(answerDetail({ cause: 'off', listenerError: null })).toBeUndefined()
})
