import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'
import { readAddress } from '../address/use-address.ts'
import { failedQueries } from '../api/failed-events.ts'
import { ask } from '../api/query-client.ts'
import { FailedAddress, listOf } from './failed-address.ts'

/** Reads the list of an address. A new visit starts a new list, not the one of an earlier visit. */
export function failedLoader(client: QueryClient) {
  return ({ request, params: { environment = '', subscriptionId } }: LoaderFunctionArgs) => {
    const address = readAddress(FailedAddress, new URL(request.url).searchParams)
    const query = failedQueries.list(environment, listOf(address, subscriptionId))
    client.removeQueries({
      queryKey: query.queryKey,
      type: 'inactive',
      predicate: ({ state }) => state.fetchStatus === 'idle',
    })
    return ask(client.infiniteQuery(query))
  }
}
