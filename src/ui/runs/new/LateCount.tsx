import { IconHourglassLow } from '@tabler/icons-react'
import { hint } from '../../kit/feedback/hint.ts'
import { count } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { absoluteTime } from '../../kit/time/time-words.ts'
import classes from '../Lanes.module.css'

/** How many expire before their turn, with an icon as well as a colour; when the first one does is on hover. */
export function LateCount({ late, soonestExpiry }: { late: number; soonestExpiry?: string }) {
  const { zone } = useTimeZone()
  if (late === 0) return <span data-empty>–</span>
  const first = soonestExpiry && `The first expires ${absoluteTime(Date.parse(soonestExpiry), zone)}`
  return (
    <span className={classes.late} {...hint(first)}>
      <IconHourglassLow size={15} stroke={1.75} aria-hidden />
      {count(late)}
    </span>
  )
}
