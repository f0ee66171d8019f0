/** Epoch time in microseconds: what subscriptions and events are stamped with (API 1.2). */
export type Micros = number

/** Durations in milliseconds. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function microsOf(milliseconds: number): Micros {
  return Math.round(milliseconds * 1000)
}
export function millisOf(at: Micros): number {
  return Math.floor(at / 1000)
}
export function secondsOf(at: Micros): number {
  return Math.floor(at / 1_000_000)
}

/** Durations in microseconds, to reckon with `Micros`. */
export const HOUR_MICROS: Micros = microsOf(HOUR)
export const DAY_MICROS: Micros = microsOf(DAY)

/** RFC 3339 in UTC with six fractional digits. */
export function rfc3339(at: Micros): string {
  return `${new Date(millisOf(at)).toISOString().slice(0, -1)}${String(Math.floor(at) % 1000).padStart(3, '0')}Z`
}

/**
 * Gives each time stamp once: two changes in one millisecond differ by a microsecond, so that `updatedAt` tells
 * versions apart and events keep their order.
 */
export function createStamps(now: () => number): () => Micros {
  let last = 0
  return () => {
    last = Math.max(microsOf(now()), last + 1)
    return last
  }
}
