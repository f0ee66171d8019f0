import { IconClockExclamation, IconDatabaseX, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Trouble } from '../../contract/status.ts'
import { problemOf } from '../api/problem.ts'
import { statusQueries } from '../api/status.ts'
import { Moment } from '../kit/time/Moment.tsx'
import { serverTimeOf } from '../kit/time/server-clock.ts'
import classes from './Troubles.module.css'

const LOOKS = {
  store: { tone: 'failure', Icon: IconDatabaseX },
  clock: { tone: 'waiting', Icon: IconClockExclamation },
  connection: { tone: 'waiting', Icon: IconPlugConnectedX },
} as const

interface Shown {
  code: keyof typeof LOOKS
  title: string
  text: ReactNode
}

/**
 * Shows above every page what stands in the way of all work: a store that fails, clocks that differ, no connection. When the
 * connection is back, what is shown is read again.
 */
export function Troubles() {
  const client = useQueryClient()
  const { data, error, dataUpdatedAt, refetch } = useQuery(statusQueries.current())
  useEffect(() => {
    const look = () => void refetch()
    addEventListener('offline', look)
    return () => removeEventListener('offline', look)
  }, [refetch])
  const lost = error !== null && problemOf(error).code === 'console_unreachable'
  const wasLost = useRef(lost)
  useEffect(() => {
    if (wasLost.current && !lost) void client.invalidateQueries()
    wasLost.current = lost
  }, [client, lost])
  const troubles = error ? troublesOf(error, dataUpdatedAt) : (data?.troubles ?? [])
  return troubles.map(({ code, title, text }) => {
    const { tone, Icon } = LOOKS[code]
    return (
      <div key={title} className={classes.trouble} data-tone={tone} role="alert">
        <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
        <p>
          <strong>{title}.</strong> {text}
        </p>
      </div>
    )
  })
}

/** A store that cannot even be read has no status to tell, and a console that does not answer none at all. */
const troublesOf = (error: Error, dataUpdatedAt: number): (Trouble | Shown)[] => {
  const { code, title, remedy } = problemOf(error)
  if (code === 'store_unavailable') return [{ code: 'store', title, text: remedy }]
  if (code !== 'console_unreachable') return []
  const since = dataUpdatedAt > 0 ? new Date(serverTimeOf(dataUpdatedAt)).toISOString() : undefined
  return [
    {
      code: 'connection',
      title,
      text: (
        <>
          {since ? (
            <>
              What you see was read <Moment at={since} /> or before.{' '}
            </>
          ) : null}
          It is read again by itself once the console can be reached.
        </>
      ),
    },
  ]
}
