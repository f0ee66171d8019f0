import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { failedQueries } from '../api/failed-events.ts'
import { useEnvironment } from '../api/use-session.ts'
import { type FailedAddress, listOf, matchOf } from './failed-address.ts'

/** Counting intervals: short while more is being read. */
const READING = 2 * SECOND
const USUAL = 10 * SECOND
const pollEvery = (summary: FailedSummary | undefined): number => (summary?.freshness.syncing ? READING : USUAL)

/**
 * Returns the counts by cause and the choices of the frozen list, and how many events came after it. The counts are
 * read again and again; the list itself stays as it is.
 */
export function useSummary(address: FailedAddress, subscriptionId: string | undefined) {
  const environment = useEnvironment()
  const { data: list } = useInfiniteQuery(failedQueries.list(environment.id, listOf(address, subscriptionId)))
  const asOf = list?.pages[0]?.asOf
  return useQuery({
    ...failedQueries.summary(environment.id, matchOf(address, subscriptionId), asOf),
    enabled: asOf !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pollEvery(state.data),
  })
}
