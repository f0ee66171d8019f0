import { DAY, HOUR, MINUTE } from '../../../contract/durations.ts'
export type Zone = 'utc' | 'local'

const YEAR = 365.25 * DAY
const MONTH = YEAR / 12

/** Returns a span in its largest unit, rounded down: `now`, `42 min`, `3 h`, `5 d`, `4 mo`, `2 y`. */
export function spanInWords(milliseconds: number): string {
  const span = Math.abs(milliseconds)
  if (span < MINUTE) return 'now'
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} h`
  if (span < 60 * DAY) return `${Math.floor(span / DAY)} d`
  if (span < 2 * YEAR) return `${Math.floor(span / MONTH)} mo`
  return `${Math.floor(span / YEAR)} y`
}

/** Returns a time seen from now: `3 h ago`, `in 5 d`, `now`. */
export function relativeTime(at: number, now: number): string {
  const span = spanInWords(at - now)
  if (span === 'now') return span
  return at < now ? `${span} ago` : `in ${span}`
}

const formats = new Map<Zone, Intl.DateTimeFormat>()
const formatOf = (zone: Zone): Intl.DateTimeFormat => {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  })
  formats.set(zone, format)
  return format
}

/** Returns `2026-11-21 14:03:27 UTC`, which sorts as it reads. `zoned: false` leaves the zone out. */
export function absoluteTime(at: number, zone: Zone, { zoned = true } = {}): string {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const time = `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`
  return zoned ? `${time} ${part.timeZoneName}` : time
}
