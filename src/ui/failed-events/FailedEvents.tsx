import { Outlet, useLocation } from 'react-router'
import { useAddress } from '../address/use-address.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { FailedList } from './FailedList.tsx'
import { FailedAddress } from './failed-address.ts'
import { FailedFilters } from './filters/FailedFilters.tsx'
import { FailedSkeleton } from './table/FailedSkeleton.tsx'
import { useSummary } from './use-summary.ts'

/** Shows the failed events of an environment or of one subscription, with the open event over them. */
export function FailedEvents({ subscriptionId }: { subscriptionId?: string }) {
  const { search } = useLocation()
  const { query: address, change } = useAddress(FailedAddress)
  const { data } = useSummary(address, subscriptionId)
  const scoped = subscriptionId !== undefined
  return (
    <>
      <FailedFilters address={address} choices={data?.choices} scoped={scoped} onChange={change} />
      <QueryBoundary resetKey={`${subscriptionId} ${search}`} fallback={<FailedSkeleton scoped={scoped} />}>
        <FailedList address={address} subscriptionId={subscriptionId} onChange={change} />
      </QueryBoundary>
      <Outlet />
    </>
  )
}
