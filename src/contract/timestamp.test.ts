import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laterTime, sortableTime, timeOf } from './timestamp.ts'

describe('sortable times', () => {
  it.each([
    ['2020-01-27T16:53:50.815936Z', '2020-01-27T16:53:50.815936Z'],
    ['2020-01-27T16:53:50Z', '2020-01-27T16:53:50.000000Z'],
    ['2020-01-27T16:53:50.8Z', '2020-01-27T16:53:50.800000Z'],
    ['2020-01-01T00:00:00.000000001Z', '2020-01-01T00:00:00.000000Z'],
    ['2020-01-27T18:53:50.815936+02:00', '2020-01-27T16:53:50.815936Z'],
  ])('writes %s as %s', (time, sortable) => {
    expect(sortableTime(time)).toBe(sortable)
  })

  it('refuses what is not a time', () => {
    expect(() => sortableTime('yesterday')).toThrow(RangeError)
  })

  it('sorts as text as the clock does', () => {
    fc.assert(
      fc.property(fc.nat(4_000_000_000_000), fc.nat(4_000_000_000_000), (one, other) => {
        expect(timeOf(one) < timeOf(other)).toBe(one < other)
      }),
    )
  })

  it('moves by milliseconds and keeps the microseconds', () => {
    expect(laterTime('2020-01-27T16:53:50.815936Z', 7 * 86_400_000)).toBe('2020-02-03T16:53:50.815936Z')
    expect(laterTime('2020-02-28T23:59:59.999999Z', 1)).toBe('2020-02-29T00:00:00.000999Z')
  })
})
