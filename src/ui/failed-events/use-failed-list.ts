import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { failedQueries, renewedList } from '../api/failed-events.ts'
import { useEnvironment } from '../api/use-session.ts'
import { type FailedAddress, listOf } from './failed-address.ts'

/** The list of an address, as far as it was loaded, frozen at the moment of its first page; and how to begin it anew. */
export function useFailedList(address: FailedAddress, subscriptionId: string | undefined) {
  const environment = useEnvironment()
  const client = useQueryClient()
  const list = listOf(address, subscriptionId)
  const query = failedQueries.list(environment.id, list)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(query)
  const renewal = useMutation({
    mutationFn: () => renewedList(environment.id, list),
    onSuccess: (renewed) => void client.setQueryData(query.queryKey, renewed),
  })
  const items = useMemo(() => data.pages.flatMap((page) => page.items), [data])
  const asOf = data.pages[0]?.asOf ?? ''
  return {
    items,
    asOf,
    /** Names this one list as it was at this one moment. */
    name: `${query.queryKey.join(' ')} ${asOf}`,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    error: error ?? renewal.error,
    /** Asks for the next page, unless that is under way or went wrong. */
    more: () => {
      if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
    },
    /** After something went wrong: asks once more for what was asked for. */
    retry: () => (renewal.error ? renewal.mutate() : void fetchNextPage()),
    renew: renewal.mutate,
    renewing: renewal.isPending,
  }
}

/** How many of a frozen list are no longer in it: what it was counted as first, less what it is counted as now. */
export function useGone(asOf: string, summary: FailedSummary | undefined): number {
  const first = useRef<{ asOf: string; total: number }>(undefined)
  if (summary === undefined) return 0
  if (first.current?.asOf !== asOf) first.current = { asOf, total: summary.total }
  return Math.max(0, first.current.total - summary.total)
}
