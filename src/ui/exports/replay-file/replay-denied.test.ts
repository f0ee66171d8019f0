import { expect, it } from 'vitest'
import { replayDenied } from './replay-denied.ts'

it('is the environment’s to allow, then the role’s', () => {
  expect(replayDenied('operator', { name: 'Production', directReplay: true })).toBeUndefined()
  expect(replayDenied('viewer', { name: 'Production', directReplay: true })).toMatch(/Needs the role operator/)
  expect(replayDenied('administrator', { name: 'Production', directReplay: false })).toMatch(
    /^Direct replay is not allowed in Production/,
  )
})
