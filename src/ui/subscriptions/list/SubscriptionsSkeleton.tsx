import { VisuallyHidden } from '@mantine/core'
import { noop } from '@tanstack/react-query'
import { SubscriptionQuery } from '../../../contract/subscription.ts'
import { useAddress } from '../../address/use-address.ts'
import { SlowNotice } from '../../kit/table/TableSkeleton.tsx'
import { SubscriptionTable } from './SubscriptionTable.tsx'

/** The list while it is still loading: the same table, of as many rows as were asked for. */
export function SubscriptionsSkeleton() {
  const { query } = useAddress(SubscriptionQuery)
  return (
    <>
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <div inert>
        <SubscriptionTable rows={query.size} sorting={query} onSort={noop} onSwitch={noop} />
      </div>
      <SlowNotice />
    </>
  )
}
