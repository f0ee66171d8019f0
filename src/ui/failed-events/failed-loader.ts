import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'
import { readAddress } from '../address.ts'
import { failedQueries } from '../api/failed-events.ts'
import { ask } from '../api/query-client.ts'
import { FailedAddress, listOf } from './failed-address.ts'

/** A list this young, in ms, is still the one to show: whoever opens an event and comes back finds what they left. */
const YOUNG = 30_000

/** Asks for the list of an address. One that nobody looks at and that is no longer young is begun anew. */
export const failedLoader =
  (client: QueryClient) =>
  ({ request, params: { environment = '', subscriptionId } }: LoaderFunctionArgs) => {
    const address = readAddress(FailedAddress, new URL(request.url).searchParams)
    const query = failedQueries.list(environment, listOf(address, subscriptionId))
    client.removeQueries({
      queryKey: query.queryKey,
      type: 'inactive',
      predicate: ({ state }) => state.fetchStatus === 'idle' && Date.now() - state.dataUpdatedAt > YOUNG,
    })
    return ask(client.infiniteQuery(query))
  }
