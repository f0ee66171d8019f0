import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EventDetail } from '../../contract/event.ts'
import { eventQueries } from '../api/events.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { answerWords } from '../components/answer-words.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { Skeleton } from '../kit/feedback/Skeleton.tsx'
import { DeliveryLadder } from './DeliveryLadder.tsx'
import classes from './EventDrawer.module.css'
import { EventFacts } from './EventFacts.tsx'
import { EventHistory } from './EventHistory.tsx'
import { Exchange } from './Exchange.tsx'
import { followEvery, isUnderWay } from './poll.ts'
import { TokenView } from './TokenView.tsx'

/** Everything known of one event; while it is under way it is followed until it ends. */
export function EventView({ subscriptionId, eventId }: { subscriptionId: string; eventId: string }) {
  const environment = useEnvironment()
  const { data, error, refetch } = useSuspenseQuery({
    ...eventQueries.detail(environment.id, subscriptionId, eventId),
    refetchInterval: ({ state }) => followEvery(state.data),
  })
  useEndNotice(data)
  return (
    <>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <EventFacts detail={data} />
      <DeliveryLadder detail={data} />
      <EventHistory detail={data} />
      <Exchange detail={data} />
      <TokenView detail={data} />
    </>
  )
}

/**
 * Says what came of an event that was seen on its way. Where Identity Cloud knows of nothing new (a direct replay, a
 * run that was cancelled) there is nothing to say of the event.
 */
function useEndNotice(detail: EventDetail) {
  const seen = useRef({ underWay: isUnderWay(detail), updatedAt: detail.event.updatedAt })
  useEffect(() => {
    const { event } = detail
    const before = seen.current
    const underWay = isUnderWay(detail)
    seen.current = { underWay, updatedAt: underWay && before.underWay ? before.updatedAt : event.updatedAt }
    if (!before.underWay || underWay || before.updatedAt === event.updatedAt) return
    const delivered = event.state === 'success'
    void notify({
      tone: delivered ? 'success' : 'failure',
      title: delivered ? 'Delivered' : 'Failed again',
      text: delivered ? 'The listener accepted the event.' : `Last answer: ${answerWords(event)}.`,
    })
  }, [detail])
}

/** The event while it loads. */
export function EventSkeletonView() {
  return (
    <div className={classes.skeleton} role="status" aria-label="Loading the event">
      <Skeleton still />
      <Skeleton className={classes.factsSkeleton} still />
      <Skeleton className={classes.ladderSkeleton} still />
      <Skeleton still />
      <Skeleton still />
    </div>
  )
}
