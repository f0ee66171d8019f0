/** Epoch time in microseconds: what subscriptions and events are stamped with (API 1.2). */
export type Micros = number

export const microsOf = (milliseconds: number): Micros => Math.round(milliseconds * 1000)
export const millisOf = (at: Micros): number => Math.floor(at / 1000)
export const secondsOf = (at: Micros): number => Math.floor(at / 1_000_000)

/** RFC 3339 in UTC with six fractional digits. */
export const rfc3339 = (at: Micros): string =>
  `${new Date(millisOf(at)).toISOString().slice(0, -1)}${String(Math.floor(at) % 1000).padStart(3, '0')}Z`

/**
 * Gives each time stamp once: two changes in one millisecond differ by a microsecond, so that `updatedAt` tells
 * versions apart and events keep their order.
 */
export const createStamps = (now: () => number): (() => Micros) => {
  let last = 0
  return () => {
    last = Math.max(microsOf(now()), last + 1)
    return last
  }
}
