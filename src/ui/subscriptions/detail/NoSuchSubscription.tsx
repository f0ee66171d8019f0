import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../address/paths.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { EmptyState } from '../../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../../kit/feedback/PageHeader.tsx'

/** The address names a subscription that does not exist, or no longer. */
export function NoSuchSubscription({ id }: { id: string }) {
  const { id: environment, name } = useEnvironment()
  return (
    <>
      <PageHeader title="No such subscription" within={name} />
      <EmptyState
        title={`${name} has no subscription with this id`}
        action={
          <Anchor component={Link} to={paths.subscriptions(environment)}>
            All subscriptions of {name}
          </Anchor>
        }
      >
        <code>{id}</code> was deleted, and its stored events with it, or the link belongs to another environment.
      </EmptyState>
    </>
  )
}
