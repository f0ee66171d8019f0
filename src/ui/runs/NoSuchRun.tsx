import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'

/** Says that there is no run with this address. */
export function NoSuchRun() {
  const environment = useEnvironment()
  return (
    <>
      <PageHeader title="Run" within={environment.name} />
      <EmptyState
        title="There is no such run here"
        action={
          <Anchor component={Link} to={paths.runs(environment.id)}>
            All runs
          </Anchor>
        }
      >
        It may be of another environment, or of another console.
      </EmptyState>
    </>
  )
}
