const PARTS = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:?\d\d)$/

/**
 * Returns an API time in the one form that sorts as text: UTC, six digits of a second, `Z` (the API's fractions vary,
 * API 1.2; nanoseconds are cut to microseconds). Throws RangeError for what is not an RFC 3339 time.
 */
export function sortableTime(time: string): string {
  const [, date, clock, fraction = '', zone = ''] = PARTS.exec(time) ?? []
  if (!date || !clock) throw new RangeError(`Not an RFC 3339 time: ${time}`)
  const digits = fraction.padEnd(6, '0').slice(0, 6)
  if (zone.toUpperCase() === 'Z') return `${date}T${clock}.${digits}Z`
  return `${new Date(`${date}T${clock}${zone}`).toISOString().slice(0, 19)}.${digits}Z`
}

/** Returns a sortable time that many milliseconds later; microseconds are kept. */
export function laterTime(time: string, milliseconds: number): string {
  const sortable = sortableTime(time)
  const moved = new Date(Date.parse(`${sortable.slice(0, 23)}Z`) + milliseconds).toISOString()
  return `${moved.slice(0, 23)}${sortable.slice(23)}`
}

/** Returns a clock's milliseconds as a sortable time. */
export function timeOf(milliseconds: number): string {
  return sortableTime(new Date(milliseconds).toISOString())
}
