import { Anchor } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { ITEM_STATES, type RunDetail, RunItemQuery } from '../../contract/run.ts'
import { useAddress } from '../address/use-address.ts'
import { problemOf } from '../api/problem.ts'
import { itemsFile, runQueries } from '../api/runs.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { ITEM_LOOKS } from '../components/run-looks.ts'
import { Choice, FilterBar } from '../kit/table/FilterBar.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { CursorPager } from '../kit/table/Pager.tsx'
import { count, counted } from '../kit/text/count-words.ts'
import { ItemTable } from './ItemTable.tsx'
import classes from './Run.module.css'

const CLEARED = { state: undefined, subscription: undefined, after: undefined, before: undefined }

/** The events of a run, each with what became of it; narrowed and paged by the address. */
export function Items({ run }: { run: RunDetail }) {
  const environment = useEnvironment()
  const { query: asked, change } = useAddress(RunItemQuery)
  const query = useDeferredValue(asked)
  const { data, error, refetch } = useSuspenseQuery(runQueries.items(environment.id, run.id, query))
  const { next, previous } = data
  const states = ITEM_STATES.filter((state) => (run.counts[state] ?? 0) > 0)
  return (
    <>
      <FilterBar
        label="Filter the events of this run"
        end={
          <Anchor href={itemsFile(environment.id, run.id, asked)} download inherit className={classes.file ?? ''}>
            <IconDownload size={15} stroke={1.75} aria-hidden />
            {data.total === run.total ? 'CSV' : `CSV of these ${count(data.total)}`}
          </Anchor>
        }
      >
        <Choice
          label="State"
          any="Any state"
          value={asked.state}
          choices={states.map((state) => ({
            value: state,
            label: `${ITEM_LOOKS[state].word} (${count(run.counts[state] ?? 0)})`,
          }))}
          onChange={(state) =>
            change({
              ...CLEARED,
              ...asked,
              state: ITEM_STATES.find((known) => known === state),
              after: undefined,
              before: undefined,
            })
          }
        />
        {run.lanes.length > 1 ? (
          <Choice
            label="Subscription"
            any="Any subscription"
            value={asked.subscription}
            choices={run.lanes.map(({ subscriptionId, title }) => ({ value: subscriptionId, label: title }))}
            onChange={(subscription) => change({ subscription, after: undefined, before: undefined })}
          />
        ) : null}
      </FilterBar>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {data.items.length === 0 ? (
        <NothingMatches what="events" all={run.total} onClear={() => change(CLEARED)} />
      ) : (
        <ItemTable items={data.items} titled={run.lanes.length > 1} busy={query !== asked} />
      )}
      <CursorPager
        what="events"
        newer="Previous"
        older="Next"
        onNewer={previous === null ? undefined : () => change({ before: previous, after: undefined })}
        onOlder={next === null ? undefined : () => change({ after: next, before: undefined })}
      >
        {counted(data.total, 'event')}
      </CursorPager>
    </>
  )
}
