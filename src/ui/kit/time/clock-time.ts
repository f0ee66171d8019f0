import { absoluteTime, type Zone } from './time-words.ts'

/** Returns the time of day: `14:03:22 UTC`. */
export function clockTime(at: string, zone: Zone): string {
  return absoluteTime(Date.parse(at), zone).slice('2026-01-01 '.length)
}
