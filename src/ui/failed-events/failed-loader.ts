import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs } from 'react-router'
import { readAddress } from '../address/use-address.ts'
import { failedQueries } from '../api/failed-events.ts'
import { ask } from '../api/query-client.ts'
import { FailedAddress, listOf } from './failed-address.ts'

/** Asks for the list of an address. Whoever arrives sees what has failed by now, not a list that was left earlier. */
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
