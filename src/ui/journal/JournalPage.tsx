import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useLocation } from 'react-router'
import { denied, may } from '../../contract/role.ts'
import { readAddress } from '../address/use-address.ts'
import { journalQueries } from '../api/journal.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { sessionQueries } from '../api/session.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { JournalFilters } from './JournalFilters.tsx'
import { JournalList } from './JournalList.tsx'
import { JournalAddress, journalQueryOf } from './journal-address.ts'

const COLUMNS = ['When', 'Who', 'What', 'Change', 'Reason', 'Outcome']

/** Shows who did what through this console. */
function JournalPage() {
  const { pathname } = useLocation()
  const { role } = useSession()
  const reason = denied(role, 'journal.read')
  return (
    <>
      <PageHeader
        title="Journal"
        within={useEnvironment().name}
        about="Everything changed through this console, refused to somebody, and every sign-in, newest first. Identity Cloud keeps no such record."
      />
      {reason ? (
        <NotYours reason={reason} />
      ) : (
        <>
          <JournalFilters />
          <QueryBoundary resetKey={pathname} fallback={<TableSkeleton columns={COLUMNS} />}>
            <JournalList />
          </QueryBoundary>
        </>
      )}
    </>
  )
}

const NotYours = ({ reason }: { reason: string }) => (
  <ProblemPanel
    problem={{
      code: 'role_missing',
      title: 'The journal is for administrators',
      remedy: `${reason}. An administrator can look something up for you, or give you the role.`,
      requestId: '',
    }}
  />
)

export function journalPage(client: QueryClient) {
  return {
    Component: JournalPage,
    async loader({ request, params: { environment = '' } }: LoaderFunctionArgs) {
      const session = await client.query(sessionQueries.current()).catch(() => undefined)
      if (!session || !may(session.role, 'journal.read')) return null
      const address = readAddress(JournalAddress, new URL(request.url).searchParams)
      return ask(client.query(journalQueries.page(journalQueryOf(address, environment))))
    },
  }
}
