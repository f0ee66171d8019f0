import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useSearchParams } from 'react-router'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { subscriptionQueries } from '../api/subscriptions.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ActionFrame } from '../shell/ActionFrame.tsx'
import { duplicateOf, EMPTY } from './draft.ts'
import { EditorScreen } from './EditorScreen.tsx'
import { EditorSkeleton } from './EditorSkeleton.tsx'

/** A form that begins as a copy of another subscription. */
function Duplicate({ from }: { from: string }) {
  const environment = useEnvironment()
  const { data } = useSuspenseQuery(subscriptionQueries.detail(environment.id, from))
  return (
    <ActionFrame title={`Duplicate ${data.title}`} action="subscription.create" from={data}>
      <EditorScreen stored={undefined} start={duplicateOf(data)} from={data} />
    </ActionFrame>
  )
}

/** Something new, or a copy of what `?from=` names. */
function NewSubscriptionPage() {
  const [search] = useSearchParams()
  const from = search.get('from')
  if (from)
    return (
      <QueryBoundary resetKey={from} fallback={<EditorSkeleton />}>
        <Duplicate key={from} from={from} />
      </QueryBoundary>
    )
  return (
    <ActionFrame title="New subscription" action="subscription.create">
      <EditorScreen stored={undefined} start={EMPTY} />
    </ActionFrame>
  )
}

export function newSubscriptionPage(client: QueryClient) {
  return {
    Component: NewSubscriptionPage,
    loader({ request, params: { environment = '' } }: LoaderFunctionArgs) {
      const from = new URL(request.url).searchParams.get('from')
      return from ? ask(client.query(subscriptionQueries.detail(environment, from))) : null
    },
  }
}
