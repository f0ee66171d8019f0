import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import type { FailedSummary } from '../../contract/failed-event.ts'
import { failedQueries } from '../api/failed-events.ts'
import { useEnvironment } from '../api/use-session.ts'
import { type FailedAddress, listOf, matchOf } from './failed-address.ts'

/** How often to count again, in ms: often while more is being read. */
const READING = 2 * SECOND
const USUAL = 10 * SECOND
const pollEvery = (summary: FailedSummary | undefined): number => (summary?.freshness.syncing ? READING : USUAL)

/**
 * How many match, by cause, and what can be chosen: of the list as it was frozen, and how many came after. It is counted
 * again and again; the list itself stays as it is.
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
