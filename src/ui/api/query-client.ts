import { MutationCache, noop, QueryClient, type QueryKey } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** The queries that a mutation outdates; they are read again once it ended, also when it failed. */
    mutationMeta: { invalidates?: readonly QueryKey[] }
  }
}

/** A reply counts as fresh this long: longer than a page takes to mount, shorter than a reader waits. */
const FRESH = 5 * SECOND

/** Creates the cache of replies. Nothing is retried here: the server already did, where it is safe. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH, retry: false }, mutations: { retry: false } },
    mutationCache: new MutationCache({
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
