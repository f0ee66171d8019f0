import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SubscriptionPage } from '../../../contract/subscription.ts'
import { SubscriptionQuery } from '../../../contract/subscription.ts'
import { EVENT_TYPES } from '../../../contract/upstream/subscription.ts'
import { useAddress } from '../../address/use-address.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { Choice, FilterBar, SearchInput } from '../../kit/table/FilterBar.tsx'
import { count, counted } from '../../kit/text/count-words.ts'
import { SortChoice } from './SortChoice.tsx'

const ENABLED = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
]

/** Search and filters over all subscriptions; they are in place before anything is loaded. */
export function SubscriptionFilters() {
  const { query, change } = useAddress(SubscriptionQuery)
  const { data } = useQuery({
    ...subscriptionQueries.page(useEnvironment().id, query),
    placeholderData: keepPreviousData,
  })
  if (data?.all === 0) return null
  const types = data?.eventTypes ?? EVENT_TYPES
  return (
    <FilterBar label="Search and filter subscriptions" end={<HowMany page={data} />}>
      <SearchInput
        label="Search title, endpoint or id"
        value={query.q}
        onChange={(q) => change({ q, page: undefined }, { replace: true })}
      />
      <Choice
        label="On or off"
        any="On and off"
        value={query.enabled}
        choices={ENABLED}
        onChange={(enabled) => change({ enabled: enabled as SubscriptionQuery['enabled'], page: undefined })}
      />
      <Choice
        label="Event type"
        any="Any event type"
        value={query.event}
        choices={types.map((type) => ({ value: type, label: eventTypeWord(type) }))}
        onChange={(event) => change({ event, page: undefined })}
      />
      <SortChoice sorting={query} onSort={(sorting) => change({ ...sorting, page: undefined })} />
    </FilterBar>
  )
}

/** "12 of 2,000": said by screen readers when it changes. Its place is kept while nothing is known. */
const HowMany = ({ page }: { page: SubscriptionPage | undefined }) => (
  <span role="status">
    {page
      ? page.total === page.all
        ? counted(page.all, 'subscription')
        : `${count(page.total)} of ${counted(page.all, 'subscription')}`
      : '\u00a0'}
  </span>
)
