import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { EventItem } from '../../contract/event.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import classes from './EventDrawer.module.css'

/** The ways to what else happened to the same user: what this listener was told, what failed for any, who was told of anything. */
export function UserEvents({ user, subscriptionId }: { user: string } & Pick<EventItem, 'subscriptionId'>) {
  const { id } = useEnvironment()
  return (
    <span className={classes.others}>
      This user’s events:{' '}
      <Anchor component={Link} inherit to={paths.userEvents(id, subscriptionId, user)}>
        in this subscription
      </Anchor>
      {' · '}
      <Anchor component={Link} inherit to={paths.userFailedEvents(id, user)}>
        failed anywhere
      </Anchor>
      {' · '}
      <Anchor component={Link} inherit to={paths.user(id, user)}>
        everywhere
      </Anchor>
    </span>
  )
}
