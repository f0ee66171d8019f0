import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { failedQueries, renewedList } from '../api/failed-events.ts'
import { useEnvironment } from '../api/use-session.ts'
import { type FailedAddress, listOf } from './failed-address.ts'

/** Returns the loaded part of the list, frozen at its first page, and a function that renews it. */
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
    /** Names this list at its moment. */
    name: `${query.queryKey.join(' ')} ${asOf}`,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    error: error ?? renewal.error,
    /** Reads the next page, unless that is under way or failed. */
    more: () => {
      if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
    },
    /** Repeats the reading that failed. */
    retry: () => (renewal.error ? renewal.mutate() : void fetchNextPage()),
    renew: renewal.mutate,
    renewing: renewal.isPending,
  }
}

/** Returns how many events of a frozen list are gone: its first count less its current one. */
export function useGone(asOf: string, summary: FailedSummary | undefined): number {
  const first = useRef<{ asOf: string; total: number }>(undefined)
  if (summary === undefined) return 0
  if (first.current?.asOf !== asOf) first.current = { asOf, total: summary.total }
  return Math.max(0, first.current.total - summary.total)
}
