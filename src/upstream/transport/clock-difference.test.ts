import { expect, it } from 'vitest'
import { createClockDifference } from './clock-difference.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const dated = (time: number) => new Headers({ date: new Date(time).toUTCString() })

it.each([
  ['agree within the second that the header tells', 400, 0],
  ['differ by an hour, the API ahead', 3_600_000, 3_600_000 - 50],
  ['differ by an hour, the API behind', -3_600_000, -3_600_000 + 1000],
])('tells when clocks %s', (_, differ, ahead) => {
  const difference = createClockDifference()
  expect(difference.ahead()).toBeUndefined()
  for (let call = 0; call < 3; call++) difference.saw(dated(NOON + differ), NOON, NOON + 50)
  expect(difference.ahead()).toBe(ahead)
})

it('believes no single answer, and none without a time', () => {
  const difference = createClockDifference()
  for (const date of [NOON - 3_600_000, NOON, NOON]) difference.saw(dated(date), NOON, NOON + 50)
  difference.saw(new Headers(), NOON, NOON)
  expect(difference.ahead()).toBe(0)
})
