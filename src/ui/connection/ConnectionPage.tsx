import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { denied, may } from '../../contract/role.ts'
import { connectionQueries } from '../api/connection.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { sessionQueries } from '../api/session.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { ConnectionReport } from './ConnectionReport.tsx'
import { COLUMNS } from './DifferenceTable.tsx'

/** Shows where the API differs from its documentation and what that costs, and asks it on demand. */
function ConnectionPage() {
  const { pathname } = useLocation()
  const { role } = useSession()
  const reason = denied(role, 'connection.check')
  return (
    <>
      <PageHeader
        title="Connection check"
        within={useEnvironment().name}
        about="Where the API of this environment differs from Akamai’s documentation, and what that costs."
      />
      {reason ? (
        <NotYours reason={reason} />
      ) : (
        <QueryBoundary resetKey={pathname} fallback={<TableSkeleton columns={[...COLUMNS]} rows={3} />}>
          <ConnectionReport key={pathname} />
        </QueryBoundary>
      )}
    </>
  )
}

const NotYours = ({ reason }: { reason: string }) => (
  <ProblemPanel
    problem={{
      code: 'role_missing',
      title: 'The connection check is for administrators',
      remedy: `${reason}. An administrator can look for you, or give you the role.`,
      requestId: '',
    }}
  />
)

export function connectionPage(client: QueryClient) {
  return {
    Component: ConnectionPage,
    async loader({ params: { environment = '' } }: LoaderFunctionArgs) {
      const session = await client.query(sessionQueries.current()).catch(() => undefined)
      if (!session || !may(session.role, 'connection.check')) return null
      return ask(client.query(connectionQueries.differences(environment)))
    },
  }
}
