import { expect, it } from 'vitest'
import { type FaultKind, UpstreamFault } from '../transport/fault.ts'
import { refusalOfFault, refusalOfUnreadable } from './refusal-of-fault.ts'

const codes = (kind: FaultKind) =>
  (['getEvent', 'redeliver'] as const).map(
    (operation) => refusalOfFault(new UpstreamFault(kind), operation).problem.code,
  )

it.each<[FaultKind, string, string]>([
  ['unsent', 'upstream_unreachable', 'upstream_unreachable'],
  ['untrusted', 'upstream_unreachable', 'upstream_unreachable'],
  ['lost', 'upstream_unreachable', 'outcome_unknown'],
  ['timeout', 'upstream_timeout', 'outcome_unknown'],
  ['oversized', 'upstream_broken', 'outcome_unknown'],
  ['garbled', 'upstream_broken', 'outcome_unknown'],
  ['redirect', 'upstream_broken', 'upstream_broken'],
  ['cancelled', 'internal', 'outcome_unknown'],
])('%s is %s for a read, %s for a write', (kind, read, write) => {
  expect(codes(kind)).toEqual([read, write])
})

it('keeps the fault as the cause, and has words of its own for each', () => {
  const kinds = ['unsent', 'untrusted', 'lost', 'timeout', 'oversized', 'garbled', 'redirect', 'cancelled'] as const
  const refusals = kinds.map((kind) => refusalOfFault(new UpstreamFault(kind, 'CODE'), 'getEvent'))
  expect(new Set(refusals.map(({ problem }) => problem.title)).size).toBe(kinds.length)
  expect(refusals[0]?.cause).toMatchObject({ kind: 'unsent', code: 'CODE' })
})

it('says of a file that the API points elsewhere, which is nobody’s mistake', () => {
  expect(refusalOfFault(new UpstreamFault('redirect'), 'downloadExport').problem).toMatchObject({
    code: 'upstream_refused',
    title: expect.stringContaining('points elsewhere'),
  })
})

it('of an unreadable answer to a write leaves open what was done', () => {
  expect(refusalOfUnreadable(200, 'why', 'patchSubscription').problem).toMatchObject({
    code: 'outcome_unknown',
    upstreamStatus: 200,
  })
  expect(refusalOfUnreadable(200, 'why', 'getEvent').problem).toMatchObject({ code: 'upstream_broken' })
})
