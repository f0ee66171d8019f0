import { MutationCache, noop, QueryClient, type QueryKey } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** A mutation says which queries it outdates; they are asked again once it settled, whatever came of it. */
    mutationMeta: { invalidates?: readonly QueryKey[] }
  }
}

/** How long an answer counts as fresh, in ms: longer than a page takes to mount, shorter than anybody's patience. */
const FRESH = 5 * SECOND

/** The cache of everything read from the server. Nothing is retried here: the server already did, where it is safe. */
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
 * Starts a query from a route's loader without waiting for it: the page appears at once with its skeleton, and its
 * `useSuspenseQuery` takes over the same request. A failure is kept in the cache for the page's boundary to show.
 */
export function ask(query: Promise<unknown>): null {
  query.catch(noop)
  return null
}
