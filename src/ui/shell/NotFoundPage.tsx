import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../components/EmptyState.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { paths } from '../paths.ts'

export const NotFoundPage = () => (
  <>
    <PageHeader title="No such page" />
    <EmptyState
      title="This address leads nowhere"
      action={
        <Anchor component={Link} to={paths.home()}>
          Go to the subscriptions
        </Anchor>
      }
    >
      It may have been cut off when it was copied.
    </EmptyState>
  </>
)
