import type { Zone } from './time-words.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** RFC 3339 as a `datetime-local` field has it, to the minute, in the zone that times are told in. */
export function momentToInput(at: string, zone: Zone): string {
  const time = new Date(at)
  if (zone === 'utc') return time.toISOString().slice(0, 16)
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** The other way; undefined when the field is empty or half filled in. */
export function inputToMoment(value: string, zone: Zone): string | undefined {
  const time = Date.parse(zone === 'utc' ? `${value}Z` : value)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
