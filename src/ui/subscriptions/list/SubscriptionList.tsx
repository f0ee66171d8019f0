import { useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue } from 'react'
import { denied } from '../../../contract/role.ts'
import { PAGE_SIZES, SubscriptionQuery } from '../../../contract/subscription.ts'
import { useAddress } from '../../address/use-address.ts'
import { problemOf } from '../../api/problem.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { NothingMatches } from '../../kit/table/NothingMatches.tsx'
import { Pager } from '../../kit/table/Pager.tsx'
import { pollEvery } from '../poll.ts'
import { useSwitching } from '../switch/use-switching.tsx'
import { CountsNote } from './CountsNote.tsx'
import { MissingPageNote } from './MissingPageNote.tsx'
import { NoSubscriptions } from './NoSubscriptions.tsx'
import { OutageNote } from './OutageNote.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SubscriptionTable } from './SubscriptionTable.tsx'
import { UnreadNote } from './UnreadNote.tsx'
import { useSelection } from './use-selection.ts'

/** One page of the list. While another one is on its way, this one stays, faded. */
export function SubscriptionList() {
  const environment = useEnvironment()
  const { role } = useSession()
  const { query: asked, change } = useAddress(SubscriptionQuery)
  const query = useDeferredValue(asked)
  const { data, error, refetch } = useSuspenseQuery({
    ...subscriptionQueries.page(environment.id, query),
    refetchInterval: ({ state }) => pollEvery(state.data?.items ?? []),
  })
  const { ask, dialog } = useSwitching()
  const selection = useSelection(data.items)
  const sort = useCallback(
    (sorting: Pick<SubscriptionQuery, 'sort' | 'direction'>) => change({ ...sorting, page: undefined }),
    [change],
  )
  const unread = (
    <>
      <OutageNote page={data} />
      <UnreadNote page={data} />
    </>
  )
  if (data.all === 0) {
    return (
      <>
        {unread}
        <NoSubscriptions environment={environment} />
      </>
    )
  }
  if (data.total === 0) {
    const clear = () =>
      change({ q: undefined, enabled: undefined, event: undefined, health: undefined, page: undefined })
    return (
      <>
        {unread}
        <NothingMatches what="subscriptions" all={data.all} onClear={clear} />
      </>
    )
  }
  return (
    <>
      <MissingPageNote page={query === asked ? data : undefined} />
      {unread}
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <SubscriptionTable
        rows={data.items}
        sorting={query}
        selection={selection.onPage}
        busy={query !== asked}
        switchDenied={denied(role, 'subscription.switch')}
        onSort={sort}
        onSwitch={ask}
      />
      <SelectionBar selection={selection} />
      <CountsNote page={data} />
      <Pager
        what="subscriptions"
        page={data.page}
        pages={data.pages}
        size={data.size}
        total={data.total}
        sizes={PAGE_SIZES}
        onPage={(page) => change({ page })}
        onSize={(size) => change({ size: size as SubscriptionQuery['size'], page: undefined })}
      />
      {dialog}
    </>
  )
}
