import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { userQueries } from '../api/users.ts'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { COLUMNS } from './OccurrenceTable.tsx'
import { Trail } from './Trail.tsx'

/** Answers what happened to one user's events: who was told of what, who was not, and why. */
function UserPage() {
  const { user = '' } = useParams()
  return (
    <>
      <PageHeader
        title="One user"
        within={useEnvironment().name}
        about={<Identifier value={user} label="user id" full />}
      />
      <QueryBoundary resetKey={user} fallback={<TableSkeleton columns={[...COLUMNS]} rows={4} />}>
        <Trail key={user} user={user} />
      </QueryBoundary>
    </>
  )
}

export function userPage(client: QueryClient) {
  return {
    Component: UserPage,
    loader: ({ params: { environment = '', user = '' } }: LoaderFunctionArgs) =>
      ask(client.query(userQueries.trail(environment, user))),
  }
}
