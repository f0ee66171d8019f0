import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { Link } from 'react-router'
import { RunQuery } from '../../contract/run.ts'
import { paths } from '../address/paths.ts'
import { useAddress } from '../address/use-address.ts'
import { problemOf } from '../api/problem.ts'
import { runQueries } from '../api/runs.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { CursorPager } from '../kit/table/Pager.tsx'
import { RunTable } from './RunTable.tsx'

const CLEARED = { state: undefined, show: 'runs', before: undefined, after: undefined } as const

/** Shows a page of runs, and the last one while the next loads. Runs are read again whenever one changed. */
export function RunList() {
  const environment = useEnvironment()
  const { query: asked, change } = useAddress(RunQuery)
  const query = useDeferredValue(asked)
  const { data, error, refetch } = useSuspenseQuery(runQueries.page(environment.id, query))
  const { items, newer, older } = data
  if (items.length === 0 && !asked.before && !asked.after) {
    return asked.state || asked.show !== 'runs' ? (
      <NothingMatches what="runs" onClear={() => change(CLEARED)} />
    ) : (
      <EmptyState
        title="No run yet"
        action={
          <Anchor component={Link} to={paths.failedEvents(environment.id)}>
            Go to failed events
          </Anchor>
        }
      >
        Select failed events, or all that match a filter, and redeliver them: the plan becomes a run, and it is listed
        here with its progress and its results.
      </EmptyState>
    )
  }
  return (
    <>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <RunTable runs={items} busy={query !== asked} />
      <CursorPager
        what="runs"
        onNewer={newer ? () => change({ after: newer, before: undefined }) : undefined}
        onOlder={older ? () => change({ before: older, after: undefined }) : undefined}
      />
    </>
  )
}
