import { IconClockExclamation, IconDatabaseX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Trouble } from '../../contract/status.ts'
import { problemOf } from '../api/problem.ts'
import { statusQueries } from '../api/status.ts'
import classes from './Troubles.module.css'

const LOOKS = {
  store: { tone: 'failure', Icon: IconDatabaseX },
  clock: { tone: 'waiting', Icon: IconClockExclamation },
} as const satisfies Record<Trouble['code'], object>

/** Shows above every page what stands in the way of all work. A store that cannot even be read has no status to tell. */
export function Troubles() {
  const { data, error } = useQuery(statusQueries.current())
  const troubles = error ? troublesOf(error) : (data?.troubles ?? [])
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

const troublesOf = (error: Error): Trouble[] => {
  const { code, title, remedy } = problemOf(error)
  return code === 'store_unavailable' ? [{ code: 'store', title, text: remedy }] : []
}
