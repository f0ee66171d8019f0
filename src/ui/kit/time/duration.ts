import { DAY, HOUR, MINUTE, SECOND } from '../../../contract/durations.ts'
import type { Zone } from './time-words.ts'

/** Within this span seconds are shown. */
const NEAR = 10 * MINUTE

/** Returns a duration in its two largest units: `40 s`, `3 min 20 s`, `6 h 40 min`, `2 d 3 h`. */
export function durationWords(milliseconds: number): string {
  const span = Math.max(0, milliseconds)
  if (span < MINUTE) return `${Math.ceil(span / SECOND)} s`
  if (span < NEAR) return two(Math.round(span / SECOND), 60, 'min', 's')
  if (span < 2 * DAY) return two(Math.round(span / MINUTE), 60, 'h', 'min')
  return two(Math.round(span / HOUR), 24, 'd', 'h')
}

const two = (small: number, per: number, large: string, unit: string): string => {
  const rest = small % per
  const whole = Math.floor(small / per)
  return [whole > 0 ? `${whole} ${large}` : '', rest > 0 ? `${rest} ${unit}` : ''].filter(Boolean).join(' ')
}

const partsOf = (at: number, zone: Zone) =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )

const dateOf = (at: number, zone: Zone): string => {
  const { day, month } = partsOf(at, zone)
  return `${day} ${month}`
}

/**
 * Returns a near time as a clock shows it: `today 21:40 UTC`, `tomorrow 03:10 UTC`, `Wed 25 Nov 03:10 UTC`; with
 * seconds within ten minutes. `today: false` leaves that word out, and local time goes without a zone's name.
 */
export function clockWords(at: number, now: number, zone: Zone, { today = true } = {}): string {
  const { weekday, day, month, hour, minute, second } = partsOf(at, zone)
  const clock = Math.abs(at - now) < NEAR ? `${hour}:${minute}:${second}` : `${hour}:${minute}`
  const date = dateOf(at, zone)
  const word =
    date === dateOf(now, zone)
      ? today
        ? 'today'
        : ''
      : date === dateOf(now + DAY, zone)
        ? 'tomorrow'
        : date === dateOf(now - DAY, zone)
          ? 'yesterday'
          : `${weekday} ${day} ${month}`
  return [word, clock, zone === 'utc' ? 'UTC' : ''].filter(Boolean).join(' ')
}

/** Returns a rate in words: `one a minute`, `one every 2 min`, `5 a second`. `interval` is in seconds. */
export function paceWords(interval: number): string {
  if (interval < 1) return `${Math.round(1 / interval)} a second`
  if (interval === 1) return 'one a second'
  return interval === 60 ? 'one a minute' : `one every ${durationWords(interval * SECOND)}`
}
