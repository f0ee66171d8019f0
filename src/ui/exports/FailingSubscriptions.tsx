import { Button } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { SECOND } from '../../contract/durations.ts'
import { useAddress } from '../address/use-address.ts'
import { exportQueries } from '../api/exports.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { FilterBar, SearchInput } from '../kit/table/FilterBar.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { TableSkeleton } from '../kit/table/TableSkeleton.tsx'
import { counted } from '../kit/text/count-words.ts'
import classes from './Exports.module.css'
import { ExportsQuery } from './exports-address.ts'
import failing from './Failing.module.css'
import { COLUMNS, FailingTable } from './FailingTable.tsx'
import { NothingToExport } from './NothingToExport.tsx'

/** Polling intervals while stored events are being read, and otherwise. */
const READING = 3 * SECOND
const USUAL = 30 * SECOND

/** Lists the subscriptions with failed events, most first; each links to its exports. */
export function FailingSubscriptions() {
  const environment = useEnvironment()
  const { query: asked, change } = useAddress(ExportsQuery)
  const q = useDeferredValue(asked.q)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    ...exportQueries.failing(environment.id, q),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ stats }) => stats.freshness.syncing)) ? READING : USUAL,
  })
  const [first] = data.pages
  const seen = data.pages.flatMap(({ items }) => items)
  const rows = seen.filter(({ stats }) => stats.failed > 0)
  if (rows.length === 0 && q === '') return <NothingToExport all={first?.all ?? 0} rows={seen} />
  return (
    <>
      <FilterBar
        label="Filter subscriptions"
        end={`${counted(rows.length, 'subscription')}${hasNextPage ? ' so far' : ''} with failed events`}
      >
        <SearchInput
          label="Search title or endpoint"
          value={asked.q}
          onChange={(words) => change({ q: words }, { replace: true })}
        />
      </FilterBar>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {rows.length === 0 ? (
        <NothingMatches what="subscriptions with failed events" onClear={() => change({ q: undefined })} />
      ) : (
        <FailingTable rows={rows} busy={q !== asked.q} />
      )}
      <div className={classes.more}>
        {hasNextPage ? (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** Shows the list while it loads. */
export function FailingSkeleton() {
  return (
    <>
      <div className={failing.filters} aria-hidden>
        <Skeleton still />
      </div>
      <div className={failing.list}>
        <TableSkeleton columns={COLUMNS} rows={12} cards />
      </div>
    </>
  )
}
