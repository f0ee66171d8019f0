import { MutationCache, noop, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import { problemOf } from './problem.ts'
import { statusQueries } from './status.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** The queries that a mutation outdates; they are read again once it ended, also when it failed. */
    mutationMeta: { invalidates?: readonly QueryKey[] }
  }
}

/** A reply counts as fresh this long: longer than a page takes to mount, shorter than a reader waits. */
const FRESH = 5 * SECOND

/**
 * Creates the cache of replies. Nothing is retried here: the server already did, where it is safe. Nothing waits for the
 * network either: a change that is sent minutes after its click is another one, so it fails at once, and so does a reading,
 * which is made again when the network is back.
 */
export function createQueryClient(): QueryClient {
  /** Asks at once for the words above every page when the console's own database fails. */
  const askForStatus = (error: Error) => {
    const { queryKey } = statusQueries.current()
    if (problemOf(error).code === 'store_unavailable' && client.getQueryState(queryKey)?.status === 'success')
      void client.invalidateQueries({ queryKey })
  }
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH, retry: false, networkMode: 'always', refetchOnReconnect: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
    queryCache: new QueryCache({ onError: askForStatus }),
    mutationCache: new MutationCache({
      onError: askForStatus,
      onSettled: (_data, _error, _variables, _result, mutation) => {
        for (const queryKey of mutation.meta?.invalidates ?? []) void client.invalidateQueries({ queryKey })
      },
    }),
  })
  return client
}

/**
 * Starts a query in a route's loader without waiting for it: the page appears at once with its skeleton, and its
 * `useSuspenseQuery` takes over the request. The cache keeps a failure for the page's boundary to show.
 */
export function ask(query: Promise<unknown>): null {
  query.catch(noop)
  return null
}
