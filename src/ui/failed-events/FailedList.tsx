import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import { CauseGroups } from './causes/CauseGroups.tsx'
import classes from './FailedList.module.css'
import { FailedTotals } from './FailedTotals.tsx'
import { CLEARED, type FailedAddress, type FailedPatch, isFiltered, matchOf } from './failed-address.ts'
import { chipsOf, runName } from './filters/chips.ts'
import { ListEnd } from './ListEnd.tsx'
import { News } from './News.tsx'
import { NothingFailed } from './NothingFailed.tsx'
import { StillReading } from './StillReading.tsx'
import { SelectedBar } from './selection/SelectedBar.tsx'
import { useFailedSelection } from './selection/use-failed-selection.ts'
import { FailedSkeleton } from './table/FailedSkeleton.tsx'
import { FailedTable } from './table/FailedTable.tsx'
import { useFailedList, useGone } from './use-failed-list.ts'
import { useSummary } from './use-summary.ts'

/** The list is shown from this many rows, while more is read for the first time. */
const ENOUGH = 200

interface FailedListProps {
  address: FailedAddress
  /** Limits the list to one subscription. */
  subscriptionId: string | undefined
  onChange: (patch: FailedPatch) => void
}

/** Shows the failed events, frozen at the moment of the reading. While another list loads, this one stays, faded. */
export function FailedList({ address: asked, subscriptionId, onChange }: FailedListProps) {
  const address = useDeferredValue(asked)
  const environment = useEnvironment()
  const { zone } = useTimeZone()
  const list = useFailedList(address, subscriptionId)
  const { items, asOf, hasMore } = list
  const counted = useSummary(address, subscriptionId)
  const summary = counted.isPlaceholderData ? undefined : counted.data
  const gone = useGone(asOf, summary)
  const total = hasMore ? summary?.total : items.length
  const match = useMemo(() => matchOf(address, subscriptionId), [address, subscriptionId])
  const frozen = summary && { match, asOf, count: summary.total }
  const selection = useFailedSelection(items, list.name, frozen)
  const top = useRef<HTMLDivElement>(null)
  const renewed = useRef(false)
  const show = () => {
    renewed.current = true
    list.renew()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new moment is what makes it a new list
  useEffect(() => {
    if (!renewed.current) return
    renewed.current = false
    top.current?.scrollIntoView({ block: 'start' })
    top.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true })
  }, [asOf])
  const empty = items.length === 0
  const arrived = summary?.arrived ?? 0
  // An empty list is renewed by itself, once all is read or a page has been found.
  const whole = summary?.freshness.syncing !== true || summary.freshness.unread === 0
  const fill = empty && !list.error && (whole || arrived >= ENOUGH) ? arrived : 0
  const { renew } = list
  useEffect(() => {
    if (fill > 0) renew()
  }, [fill, renew])
  const { more } = list
  const latest = useRef(more)
  useEffect(() => {
    latest.current = more
  })
  const onNearEnd = useCallback(() => latest.current(), [])

  if (empty && !counted.data && !counted.error) return <FailedSkeleton scoped={subscriptionId !== undefined} />
  const problem = counted.error ?? undefined
  const shared = { address, subscriptionId, onChange }
  return (
    <div ref={top} className={classes.top}>
      {problem ? <ProblemNotice problem={problemOf(problem)} onRetry={() => void counted.refetch()} /> : null}
      {empty ? (
        <Nothing {...shared} summary={counted.data} onShow={list.renew} />
      ) : (
        <>
          <FailedTotals {...shared} asOf={asOf} summary={summary} />
          {address.view === 'causes' && summary ? (
            <CauseGroups {...shared} asOf={asOf} summary={summary} />
          ) : (
            <>
              <FailedTable
                list={list.name}
                items={items}
                total={total}
                sort={address.sort}
                scoped={subscriptionId !== undefined}
                busy={address !== asked}
                selection={selection}
                onSort={(sort) => onChange({ sort })}
                onNearEnd={onNearEnd}
              />
              <ListEnd list={list} total={total} />
            </>
          )}
        </>
      )}
      <div className={classes.foot}>
        {empty ? null : <News arrived={arrived} gone={gone} asOf={asOf} loading={list.renewing} onShow={show} />}
        {address.view === 'rows' ? (
          <SelectedBar
            selection={selection}
            total={summary?.total ?? total}
            name={runName(chipsOf({ ...address, ...match }, { environment, choices: summary?.choices, zone }))}
          />
        ) : null}
      </div>
    </div>
  )
}

/** Tells apart that nothing failed and that the filters find nothing. */
const Nothing = ({
  address,
  subscriptionId,
  summary,
  onChange,
  onShow,
}: FailedListProps & { summary: ReturnType<typeof useSummary>['data']; onShow: () => void }) => {
  const { freshness, arrived = 0 } = summary ?? {}
  if (freshness && (!freshness.complete || freshness.unread > 0) && (arrived > 0 || !isFiltered(address))) {
    return <StillReading freshness={freshness} found={arrived} onShow={onShow} />
  }
  if (isFiltered(address)) return <NothingMatches what="failed events" onClear={() => onChange(CLEARED)} />
  return summary ? (
    <NothingFailed
      state={address.state}
      subscriptionId={subscriptionId}
      unknownStates={summary.freshness.unknownStates}
    />
  ) : null
}
