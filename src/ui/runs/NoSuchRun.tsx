import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { useEnvironment } from '../api/use-session.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { paths } from '../paths.ts'

/** The address names a run that is not here. */
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
