import { Button } from '@mantine/core'
import type { OpenSession } from '../../contract/session.ts'
import type { SessionScope } from '../api/sessions.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { capital } from '../kit/text/count-words.ts'
import { Time } from '../kit/time/Time.tsx'
import { useSignOut } from '../shell/sign-in/use-sign-out.ts'
import classes from './Sessions.module.css'
import { browserOf, placeOf } from './session-words.ts'

/** Returns the heads of the table, and of its skeleton. */
export const columnsOf = (scope: SessionScope): readonly string[] => [
  ...(scope === 'all' ? ['Who'] : []),
  ...['Browser', 'Address', 'Role', 'Signed in', 'Last used', 'End'],
]

interface SessionTableProps {
  sessions: readonly OpenSession[]
  scope: SessionScope
  onEnd: (session: OpenSession) => void
}

/** Shows sessions, a row each; that of this browser is marked. */
export function SessionTable({ sessions, scope, onEnd }: SessionTableProps) {
  return (
    <div className={classes.list} data-scope={scope}>
      <DataTable label={scope === 'own' ? 'My sessions' : 'Sessions'} cards sticky>
        <thead>
          <tr>
            {columnsOf(scope).map((name) => (
              <ColumnHead key={name} {...(name === 'End' ? { align: 'end' } : {})}>
                {name === 'End' ? <span className={classes.unseen}>What to do</span> : name}
              </ColumnHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} session={session} scope={scope} onEnd={() => onEnd(session)} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

interface RowProps {
  session: OpenSession
  scope: SessionScope
  onEnd: () => void
}

function Row({ session, scope, onEnd }: RowProps) {
  const { user, role, address, signedInAt, lastUsedAt, current } = session
  const signOut = useSignOut()
  const mark = current ? <span className={classes.current}>This one</span> : null
  const label = scope === 'all' ? `${user.name}, ${placeOf(session)}` : placeOf(session)
  return (
    <tr data-current={current || undefined}>
      {scope === 'all' ? (
        <>
          <th scope="row" className={classes.lead}>
            {user.name}
            {mark}
            {user.email ? <span className={classes.email}>{user.email}</span> : null}
          </th>
          <td className={classes.browser}>{browserOf(session)}</td>
        </>
      ) : (
        <th scope="row" className={classes.lead}>
          {browserOf(session)}
          {mark}
        </th>
      )}
      <td className={classes.address}>{address ?? <span data-empty>not known</span>}</td>
      <td className={classes.role}>{capital(role)}</td>
      <td className={classes.since}>
        <Time at={signedInAt} />
      </td>
      <td className={classes.used}>
        <Time at={lastUsedAt} />
      </td>
      <td className={classes.action} data-align="end">
        {current ? (
          <Button size="compact-sm" onClick={signOut}>
            Sign out
          </Button>
        ) : (
          <Button size="compact-sm" aria-label={`End: ${label}`} onClick={onEnd}>
            End…
          </Button>
        )}
      </td>
    </tr>
  )
}
