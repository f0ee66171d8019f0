import { useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { EventQuery } from '../../contract/event.ts'
import { paths } from '../address/paths.ts'
import { useAddress } from '../address/use-address.ts'
import { eventQueries } from '../api/events.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { FreshnessLine } from '../components/FreshnessLine.tsx'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { CursorPager } from '../kit/table/Pager.tsx'
import { EventFilters } from './EventFilters.tsx'
import { EventTable } from './EventTable.tsx'
import { NoEvents } from './NoEvents.tsx'
import { pollEvery } from './poll.ts'

const CLEARED = {
  state: undefined,
  type: undefined,
  attribute: undefined,
  user: undefined,
  cause: undefined,
  before: undefined,
  after: undefined,
}

/** One page of events with its filters. While another one is on its way, this one stays, faded. */
export function EventList({ subscriptionId }: { subscriptionId: string }) {
  const environment = useEnvironment()
  const { query: asked, change } = useAddress(EventQuery)
  const query = useDeferredValue(asked)
  const { data, error, refetch } = useSuspenseQuery({
    ...eventQueries.page(environment.id, subscriptionId, query),
    refetchInterval: ({ state }) => pollEvery(state.data),
  })
  const { state, type, attribute, user, cause, before, after } = asked
  const filtered = [state, type, attribute, user, cause].some(Boolean)
  const nothing = data.items.length === 0 && !before && !after
  return (
    <>
      <EventFilters
        query={asked}
        page={data}
        onChange={(patch, how) => change({ ...patch, before: undefined, after: undefined }, how)}
      />
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {nothing && filtered ? <NothingMatches what="events" onClear={() => change(CLEARED)} /> : null}
      {nothing && !filtered ? <NoEvents freshness={data.freshness} /> : null}
      {nothing ? null : (
        <EventTable
          events={data.items}
          busy={query !== asked}
          linkTo={(event) => paths.event(environment.id, subscriptionId, event.id)}
        />
      )}
      <CursorPager
        what="events"
        onNewer={data.newer ? () => change({ after: data.newer ?? undefined, before: undefined }) : undefined}
        onOlder={data.older ? () => change({ before: data.older ?? undefined, after: undefined }) : undefined}
      >
        <FreshnessLine freshness={data.freshness} />
      </CursorPager>
    </>
  )
}
