import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOUR } from '../../../contract/durations.ts'
import { HEIGHT, HOURS, outlineOf, sumOf, topOf, weekFrom } from './hour-bars.ts'

const NOON = Date.UTC(2026, 10, 21, 12)

it('has every hour of the week, with what is known of it', () => {
  const bars = weekFrom(
    NOON + 1_234,
    [{ at: new Date(NOON + 2 * HOUR).toISOString(), one: 3, two: 4 }],
    [({ one }) => one, ({ two }) => two],
  )
  expect(bars).toHaveLength(HOURS)
  expect(bars.slice(0, 4).map(({ at, values }) => [(at - NOON) / HOUR, ...values])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [2, 3, 4],
    [3, 0, 0],
  ])
})

it('draws bars that stand on each other within the scale, and nothing where there is nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(5_000), { minLength: 3, maxLength: 3 }), { minLength: 1 }), (all) => {
      const bars = all.map((values, place) => ({ at: place * HOUR, values }))
      const top = topOf(bars)
      expect(bars.every(({ values }) => sumOf(values) <= top)).toBe(true)
      for (const series of [0, 1, 2]) {
        const path = outlineOf(bars, series, top)
        expect(path.split('M').length - 1).toBe(all.filter((values) => (values[series] ?? 0) > 0).length)
        for (const [, y, height] of path.matchAll(/M\S+ (\S+?)h\S+?v(\S+?)h/g)) {
          expect(Number(y)).toBeGreaterThanOrEqual(0)
          expect(Number(height)).toBeGreaterThan(0)
          expect(Number(y)).toBeLessThanOrEqual(HEIGHT)
        }
      }
    }),
  )
})
