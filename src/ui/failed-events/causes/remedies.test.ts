import { expect, it } from 'vitest'
import { CAUSES } from '../../../contract/event.ts'
import { causeTitle, filterOf, remedyOf } from './remedies.ts'

it('knows a remedy of one sentence for every cause, and one of its own for the usual answers', () => {
  const remedies = CAUSES.map((cause) => remedyOf({ cause, status: null }))
  expect(new Set(remedies).size).toBe(CAUSES.length)
  expect(remedyOf({ cause: 'server-error', status: 503 })).toContain('overloaded or down')
  expect(remedyOf({ cause: 'server-error', status: 599 })).toBe(remedyOf({ cause: 'server-error', status: null }))
  expect(remedyOf({ cause: 'redirect', status: 302 })).toContain('never followed')
  expect(remedyOf({ cause: null, status: null })).toContain('open one')
})

it('calls a group by what the listener did', () => {
  expect(causeTitle({ cause: 'server-error', status: 503 })).toBe('Answered 503')
  expect(causeTitle({ cause: 'redirect', status: 302 })).toBe('Redirected 302')
  expect(causeTitle({ cause: 'off', status: null })).toBe('Subscription was off')
  expect(causeTitle({ cause: null, status: null })).toBe('No cause known')
})

it('gives a group its filter, and none to one that a filter would mix with others', () => {
  const server = { cause: 'server-error', status: 503 } as const
  const unclear = { cause: 'server-error', status: null } as const
  const off = { cause: 'off', status: null } as const
  const groups = [server, unclear, off, { cause: null, status: null }]
  expect(filterOf(server, groups)).toEqual({ cause: 'server-error', status: 503 })
  expect(filterOf(off, groups)).toEqual({ cause: 'off', status: undefined })
  expect(filterOf(unclear, groups)).toBeUndefined()
  expect(filterOf({ cause: null, status: null }, groups)).toBeUndefined()
})
