import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { subscriptionQueries } from '../api/subscriptions.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ActionFrame } from '../shell/ActionFrame.tsx'
import { EditorScreen } from './EditorScreen.tsx'
import { EditorSkeleton } from './EditorSkeleton.tsx'

/** The form keeps what was stored when it was opened: what others store meanwhile is met when it is saved. */
function Edit({ id }: { id: string }) {
  const environment = useEnvironment()
  const { data } = useSuspenseQuery(subscriptionQueries.detail(environment.id, id))
  return (
    <ActionFrame title={`Edit ${data.title}`} action="subscription.edit" from={data}>
      <EditorScreen stored={data} start={data} from={data} />
    </ActionFrame>
  )
}

function EditSubscriptionPage() {
  const { subscriptionId = '' } = useParams()
  return (
    <QueryBoundary resetKey={subscriptionId} fallback={<EditorSkeleton />}>
      <Edit key={subscriptionId} id={subscriptionId} />
    </QueryBoundary>
  )
}

export function editSubscriptionPage(client: QueryClient) {
  return {
    Component: EditSubscriptionPage,
    loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
      ask(client.query({ ...subscriptionQueries.detail(environment, subscriptionId), staleTime: 0 })),
  }
}
