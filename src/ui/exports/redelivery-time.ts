import { durationWords } from '../kit/time/duration.ts'

/** How long the API keeps an event after it failed (API 6.5), in ms. */
const KEPT = 7 * 24 * 3_600_000

/** How long one subscription's lane needs for so many events; `interval` is in seconds between two of them. */
export function redeliveryTime(failed: number, interval: number): { words: string; tooLong: boolean } {
  const time = failed * interval * 1_000
  return { words: durationWords(time), tooLong: time > KEPT }
}
