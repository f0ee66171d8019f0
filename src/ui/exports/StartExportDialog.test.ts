import { expect, it } from 'vitest'
import type { ShownProblem } from '../api/problem.ts'
import { startRefusal } from './StartExportDialog.tsx'

const refused = (upstreamStatus: number, upstreamMessage?: string): ShownProblem => ({
  code: 'upstream_refused',
  status: 409,
  title: 'Refused',
  remedy: '',
  requestId: '',
  upstreamStatus,
  ...(upstreamMessage && { upstreamMessage }),
})

it.each([
  [409, 'Too many active exports', 'busy'],
  [409, undefined, 'busy'],
  [429, undefined, 'busy'],
  [409, 'Only one export can be completed in 24 hours', 'daily'],
  [429, 'One completed export per day', 'daily'],
  [400, 'Too many active exports', undefined],
  [403, undefined, undefined],
] as const)('%s "%s" means %s', (status, words, meant) => {
  expect(startRefusal(refused(status, words))).toBe(meant)
})

it('says nothing of what never reached the API', () => {
  expect(startRefusal(undefined)).toBeUndefined()
})
