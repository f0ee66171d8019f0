import type { Environment } from '../../../contract/session.ts'
import { EmptyState } from '../../kit/feedback/EmptyState.tsx'

/** Nothing exists yet, which is not the same as nothing found. */
export function NoSubscriptions({ environment }: { environment: Environment }) {
  return (
    <EmptyState title={`${environment.name} has no subscriptions yet`}>
      A subscription says which changes of user accounts are sent to which listener. Those created through the API
      appear here as well.
    </EmptyState>
  )
}
