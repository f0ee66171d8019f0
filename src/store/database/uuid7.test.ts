import { expect, it } from 'vitest'
import { createUuid7 } from './uuid7.ts'

it('sorts as made, also when the clock stands still or goes back', () => {
  const times = [
    1_700_000_000_000,
    ...Array<number>(9_000).fill(1_700_000_000_001),
    1_699_999_999_000,
    1_700_000_000_500,
  ]
  let step = 0
  const next = createUuid7(() => times[step++] ?? 0)
  const made = times.map(() => next())
  expect(made).toEqual(made.toSorted())
  expect(new Set(made).size).toBe(made.length)
})

it('is a UUID of version 7 that starts with the time', () => {
  const id = createUuid7(() => 0x0123_4567_89ab)()
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
