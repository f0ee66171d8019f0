import { DAY, MINUTE, type Micros, microsOf } from '../base/time.ts'
import type { Random } from './random.ts'

/** An event this close to being forgotten would be gone before a person looks. */
const SPAN = 7 * DAY - 10 * MINUTE

/** The weight of each hour of a day (UTC): quiet nights, a lunch break, the evening at home. */
const BUSY = [
  0.22, 0.17, 0.15, 0.16, 0.2, 0.32, 0.46, 0.6, 0.68, 0.72, 0.76, 0.82, 0.8, 0.72, 0.7, 0.74, 0.82, 0.92, 1, 0.98, 0.86,
  0.66, 0.46, 0.3,
]

/** The share of changes that happen just now. */
const NOW = 0.003

/** A time in the seven days before `now` (epoch milliseconds), more often when people are awake. */
export function timeBefore(now: number, random: Random, span = SPAN): Micros {
  if (random.chance(NOW)) return microsOf(now) - 1
  for (;;) {
    const time = now - random.next() * Math.min(span, SPAN)
    if (random.chance(BUSY[new Date(time).getUTCHours()] ?? 1)) return microsOf(time) + random.below(1000)
  }
}

/** Shares out `total` in proportion to the weights: whole numbers that add up. */
export function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  let owed = 0
  let given = 0
  return weights.map((weight) => {
    owed += (total * weight) / sum
    const part = Math.round(owed) - given
    given += part
    return part
  })
}
