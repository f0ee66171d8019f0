import type { ShownProblem } from '../api/problem.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import { Drawer } from '@mantine/core'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type LoaderFunctionArgs, useLocation, useNavigate, useParams } from 'react-router'
import { eventQueries } from '../api/events.ts'
import { QueryBoundary } from '../api/QueryBoundary.tsx'
import { ask } from '../api/query-client.ts'
import { isCovered } from '../kit/feedback/dialog-cover.ts'
import classes from './EventDrawer.module.css'
import { EventSkeletonView, EventView } from './EventView.tsx'

/** One event, over the list it was opened from. Its address is its own; closing goes back to the list as it was. */
function EventDrawer() {
  const { subscriptionId = '', eventId = '' } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  // It gives the focus back to what had it before it opened, so it has to be there before.
  const [opened, setOpened] = useState(false)
  useEffect(() => setOpened(true), [])
  // The list it lies over is the route above: events of one subscription, or what failed.
  const leave = () => void navigate({ pathname: '..', search }, { preventScrollReset: true })
  return (
    <Drawer
      opened={opened}
      onClose={() => setOpened(isCovered())}
      onExitTransitionEnd={leave}
      position="right"
      size="46rem"
      title="Event"
      closeButtonProps={{ 'aria-label': 'Close event' }}
      classNames={{
        content: classes.content ?? '',
        header: classes.bar ?? '',
        title: classes.barTitle ?? '',
        body: classes.body ?? '',
      }}
    >
      <QueryBoundary resetKey={eventId} fallback={<EventSkeletonView />} problem={goneEvent}>
        <EventView key={eventId} subscriptionId={subscriptionId} eventId={eventId} />
      </QueryBoundary>
    </Drawer>
  )
}

export function eventDrawer(client: QueryClient) {
  return {
    Component: EventDrawer,
    loader: ({ params: { environment = '', subscriptionId = '', eventId = '' } }: LoaderFunctionArgs) =>
      ask(client.query(eventQueries.detail(environment, subscriptionId, eventId))),
  }
}

/** An event that is not there (any more) is no fault: say what became of it. */
function goneEvent({ code }: ShownProblem) {
  return code === 'not_found' ? (
    <EmptyState title="This event is no longer stored">
      Identity Cloud keeps an event for 7 days, and deletes it together with its subscription. It can no longer be shown
      or redelivered.
    </EmptyState>
  ) : undefined
}
