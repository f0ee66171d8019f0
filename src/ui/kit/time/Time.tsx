import { hint } from '../feedback/hint.ts'
import { useTimeZone } from './TimeZone.tsx'
import { absoluteTime, relativeTime } from './time-words.ts'
import { useNow } from './use-now.ts'

interface TimeProps {
  /** RFC 3339, or null for "never". */
  at: string | null
  /** Show the date and time themselves, and the relative one on hover. */
  absolute?: boolean
  /** With `absolute`: name the zone. Not where a column's head does. */
  zoned?: boolean
  /** What to show for null. */
  never?: string
}

/** A point in time, relative by default; the other way of telling it is on hover. */
export function Time({ at, absolute = false, zoned = true, never = '–' }: TimeProps) {
  const now = useNow()
  const { zone } = useTimeZone()
  if (at === null) return <span data-empty>{never}</span>
  const time = Date.parse(at)
  const exact = absoluteTime(time, zone)
  const relative = relativeTime(time, now)
  return (
    <time dateTime={at} {...hint(absolute ? relative : exact)}>
      {absolute ? absoluteTime(time, zone, { zoned }) : relative}
    </time>
  )
}
