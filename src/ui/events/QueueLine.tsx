import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { EventDetail } from '../../contract/event.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { CertainAt } from '../components/CertainAt.tsx'
import { ITEM_LOOKS } from '../components/run-looks.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { Countdown } from '../kit/time/Moment.tsx'
import classes from './EventDrawer.module.css'

/** Shows the position of an event in its queue, counted down, with a link to its run; nothing when it is in none. */
export function QueueLine({ detail: { queued } }: { detail: EventDetail }) {
  const environment = useEnvironment()
  if (!queued) return null
  const { run, name, state, goesOutAt, certainAt } = queued
  return (
    <p className={classes.queued}>
      {state === 'scheduled' ? (
        'Taken by Identity Cloud and followed to its end.'
      ) : (
        <ToneBadge look={ITEM_LOOKS[state]} />
      )}
      {state === 'waiting' && goesOutAt ? (
        <span>
          goes out <Countdown at={goesOutAt} due="any moment" />
        </span>
      ) : null}
      {certainAt ? (
        <span>
          <CertainAt at={certainAt} />
        </span>
      ) : null}
      <span>
        Run{' '}
        <Anchor component={Link} inherit to={paths.run(environment.id, run)}>
          {name}
        </Anchor>
      </span>
    </p>
  )
}
