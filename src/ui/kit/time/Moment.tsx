import { hint } from '../feedback/hint.ts'
import { clockWords, durationWords } from './duration.ts'
import { useTimeZone } from './TimeZone.tsx'
import { absoluteTime } from './time-words.ts'
import { useNow, useSeconds } from './use-now.ts'

interface MomentProps {
  /** RFC 3339. */
  at: string
  /** Leaves "today" out. */
  bare?: boolean
}

/** Shows a near time as a clock does, "today 21:40 UTC"; hovering shows all of it. */
export function Moment({ at, bare = false }: MomentProps) {
  const now = useNow()
  const { zone } = useTimeZone()
  const time = Date.parse(at)
  return (
    <time dateTime={at} {...hint(absoluteTime(time, zone))}>
      {clockWords(time, now, zone, { today: !bare })}
    </time>
  )
}

interface CountdownProps {
  /** RFC 3339. */
  at: string
  /** Shown when the time has come. */
  due?: string
}

/** Counts down to a time, second by second: "in 40 s". It is not announced; hovering shows the exact time. */
export function Countdown({ at, due = 'now' }: CountdownProps) {
  const now = useSeconds()
  const { zone } = useTimeZone()
  const left = Date.parse(at) - now
  return (
    <time dateTime={at} {...hint(absoluteTime(Date.parse(at), zone))}>
      {left <= 0 ? due : `in ${durationWords(left)}`}
    </time>
  )
}
