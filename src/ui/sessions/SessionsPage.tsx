import type { QueryClient } from '@tanstack/react-query'
import { denied, may } from '../../contract/role.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { sessionQueries } from '../api/session.ts'
import { openSessionQueries } from '../api/sessions.ts'
import { useSession } from '../api/use-session.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { SessionList } from './SessionList.tsx'
import { columnsOf } from './SessionTable.tsx'

/** Shows a person where they are signed in. */
function MySessionsPage() {
  return (
    <>
      <PageHeader
        title="My sessions"
        about="Where you are signed in to this console. End what you do not recognise, or no longer need."
      />
      <QueryBoundary resetKey="own" fallback={<TableSkeleton columns={columnsOf('own')} rows={2} cards />}>
        <SessionList scope="own" />
      </QueryBoundary>
    </>
  )
}

/** Shows administrators who is signed in. */
function SessionsPage() {
  const reason = denied(useSession().role, 'session.manage')
  return (
    <>
      <PageHeader title="Sessions" about="Who is signed in to this console, in all environments." />
      {reason ? (
        <NotYours reason={reason} />
      ) : (
        <QueryBoundary resetKey="all" fallback={<TableSkeleton columns={columnsOf('all')} cards />}>
          <SessionList scope="all" />
        </QueryBoundary>
      )}
    </>
  )
}

const NotYours = ({ reason }: { reason: string }) => (
  <ProblemPanel
    problem={{
      code: 'role_missing',
      title: 'The sessions of all are for administrators',
      remedy: `${reason}. Your own are under My sessions, in the menu with your initials.`,
      requestId: '',
    }}
  />
)

export function mySessionsPage(client: QueryClient) {
  return { Component: MySessionsPage, loader: () => ask(client.query(openSessionQueries.list('own'))) }
}

export function sessionsPage(client: QueryClient) {
  return {
    Component: SessionsPage,
    async loader() {
      const session = await client.query(sessionQueries.current()).catch(() => undefined)
      if (!session || !may(session.role, 'session.manage')) return null
      return ask(client.query(openSessionQueries.list('all')))
    },
  }
}
