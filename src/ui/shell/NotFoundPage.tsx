import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../address/paths.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState
        title="This address leads nowhere"
        action={
          <Anchor component={Link} to={paths.home()}>
            Go to the overview
          </Anchor>
        }
      >
        It may have been cut off when it was copied.
      </EmptyState>
    </>
  )
}
