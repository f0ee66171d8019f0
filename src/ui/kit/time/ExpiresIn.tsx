import { IconHourglassLow } from '@tabler/icons-react'
import { DAY, MINUTE } from '../../../contract/durations.ts'
import classes from '../Badge.module.css'
import { hint } from '../feedback/hint.ts'
import { useTimeZone } from './TimeZone.tsx'
import { absoluteTime, spanInWords } from './time-words.ts'
import { useNow } from './use-now.ts'

const URGENT = DAY

interface ExpiresInProps {
  at: string | null
  /** Writes "expires in 5 h", where no column head says so. */
  long?: boolean
}

/** Shows how long something is still kept (API 6.5). Less than a day stands out by icon and colour. */
export function ExpiresIn({ at, long = false }: ExpiresInProps) {
  const now = useNow()
  const { zone } = useTimeZone()
  if (at === null) return <span data-empty>–</span>
  const left = Date.parse(at) - now
  const span = left < MINUTE ? 'under 1 min' : spanInWords(left)
  const words = left <= 0 ? 'expired' : long ? `expires in ${span}` : span
  return (
    <time dateTime={at} {...hint(`${left <= 0 ? 'Expired' : 'Expires'} ${absoluteTime(Date.parse(at), zone)}`)}>
      {left > 0 && left < URGENT ? (
        <span className={classes.badge} data-tone="waiting">
          <IconHourglassLow size={15} stroke={1.75} aria-hidden />
          {words}
        </span>
      ) : (
        words
      )}
    </time>
  )
}
