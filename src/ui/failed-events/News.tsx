import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { announce } from '../kit/feedback/announce.ts'
import { count } from '../kit/text/count-words.ts'
import { clockTime } from '../kit/time/clock-time.ts'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import classes from './FailedList.module.css'

interface NewsProps {
  /** Events that came after the list was read, and events of it that are gone. */
  arrived: number
  gone: number
  asOf: string
  loading: boolean
  onShow: () => void
}

/** Says what changed since the list was read; the list stays as it is until the reader renews it. */
export function News({ arrived, gone, asOf, loading, onShow }: NewsProps) {
  const { zone } = useTimeZone()
  const some = arrived > 0
  useEffect(() => {
    if (some) announce('New failed events arrived; the list shows them on demand')
  }, [some])
  if (arrived === 0 && gone === 0) return null
  return (
    <div className={classes.news}>
      <span>
        <span>
          {[arrived > 0 ? `${count(arrived)} new` : '', gone > 0 ? `${count(gone)} no longer failed` : '']
            .filter(Boolean)
            .join(', ')}
        </span>{' '}
        <span className={classes.quiet}>since {clockTime(asOf, zone)}</span>
      </span>
      <Button size="compact-sm" loading={loading} onClick={onShow}>
        {some ? 'Show them' : 'Read the list anew'}
      </Button>
    </div>
  )
}
