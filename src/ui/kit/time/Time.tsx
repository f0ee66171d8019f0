import { hint } from '../feedback/hint.ts'
import { useTimeZone } from './TimeZone.tsx'
import { absoluteTime, relativeTime } from './time-words.ts'
import { useNow } from './use-now.ts'

interface TimeProps {
  /** RFC 3339, or null for "never". */
  at: string | null
  /** Shows date and time, and the relative time on hover. */
  absolute?: boolean
  /** With `absolute`, names the zone; not needed where a column's head does. */
  zoned?: boolean
  /** Shown for null. */
  never?: string
}

/** Shows a time, relative by default; hovering shows the other form. */
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
