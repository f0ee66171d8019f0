import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { MINUTE } from '../../contract/durations.ts'
import { type FailedMatch, FailedPage, type FailedQuery, FailedSummary } from '../../contract/failed-event.ts'
import { apiPath, call, searchOf } from './client.ts'

const path = (environment: string, ...rest: string[]) => apiPath('environments', environment, ...rest)

/** Rows read at a time. */
const SIZE = 500

/** The filters of a list and its order. */
export type FailedList = FailedMatch & Pick<FailedQuery, 'sort'>

/** The start of a page; empty for the first, whose reply dates the list. */
interface PageStart {
  asOf?: string
  after?: string
}

const readPage = (environment: string, list: FailedList, start: PageStart, signal?: AbortSignal) =>
  call(
    path(environment, 'failed-events') + searchOf({ ...list, ...start, size: SIZE }),
    FailedPage,
    signal ? { signal } : {},
  )

export const failedQueries = {
  /** All counts of failed events; changes of events outdate them. The lists themselves stay frozen. */
  summaries: (environment: string) => ['environments', environment, 'failed-events'] as const,
  /** A list frozen at the `asOf` of its first page. It is never read again by itself. */
  list: (environment: string, list: FailedList) =>
    infiniteQueryOptions({
      queryKey: ['environments', environment, 'failed-event-lists', searchOf(list)] as const,
      queryFn: ({ pageParam, signal }) => readPage(environment, list, pageParam, signal),
      initialPageParam: {} as PageStart,
      getNextPageParam: ({ next, asOf }): PageStart | undefined => (next === null ? undefined : { asOf, after: next }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: MINUTE,
    }),
  summary: (environment: string, match: FailedMatch, asOf: string | undefined) =>
    queryOptions({
      queryKey: [...failedQueries.summaries(environment), searchOf({ ...match, asOf })] as const,
      queryFn: ({ signal }) =>
        call(path(environment, 'failed-events', 'summary') + searchOf({ ...match, asOf }), FailedSummary, { signal }),
    }),
}

/** Reads a list anew, as its query holds it: as of now, with its first page only. */
export async function renewedList(environment: string, list: FailedList) {
  const page = await readPage(environment, list, {})
  return { pages: [page], pageParams: [{}] as PageStart[] }
}

/** Returns the address of a whole list as CSV. */
export function failedCsv(environment: string, list: FailedList, asOf: string): string {
  return path(environment, 'failed-events.csv') + searchOf({ ...list, asOf })
}
