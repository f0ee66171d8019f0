import { expect, it } from 'vitest'
import { createLimit } from './rate.ts'

it('counts per key and says how long to wait', async () => {
  const limit = createLimit({ points: 2, seconds: 60 })
  expect([await limit('a'), await limit('a'), await limit('b')]).toEqual([undefined, undefined, undefined])
  const wait = await limit('a')
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
})
