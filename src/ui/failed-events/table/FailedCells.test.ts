import { expect, it } from 'vitest'
import { answerDetail } from './FailedCells.tsx'

it('tells the kind of an answer, or the error in the API’s words', () => {
  expect(answerDetail({ cause: 'server-error', listenerError: null })).toBe('server error')
  expect(answerDetail({ cause: 'tls', listenerError: 'x509: certificate has expired' })).toMatch('expired')
  expect(answerDetail({ cause: 'off', listenerError: null })).toBeUndefined()
})
