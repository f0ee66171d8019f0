import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import { denied } from '../../../contract/role.ts'
import { paths } from '../../address/paths.ts'
import { readPlanState } from '../../api/plans.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { EmptyState } from '../../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../../kit/feedback/PageHeader.tsx'
import classes from './NewRun.module.css'
import { NewRun } from './NewRun.tsx'

/** Shows the plan of a run that does not exist yet, and the button that starts it. */
function NewRunPage() {
  const environment = useEnvironment()
  const reason = denied(useSession().role, 'event.redeliver')
  const { state, key } = useLocation()
  const asked = useMemo(() => readPlanState(state), [state])
  const failedEvents = paths.failedEvents(environment.id)
  return (
    <>
      <PageHeader
        title="New run"
        within={environment.name}
        trail={
          <Anchor component={Link} inherit className={classes.back ?? ''} to={failedEvents}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            Failed events
          </Anchor>
        }
      />
      {reason ? (
        <EmptyState title="Runs are started by operators" action={<Way to={failedEvents}>Failed events</Way>}>
          {reason}.
        </EmptyState>
      ) : asked ? (
        <NewRun key={key} entry={key} asked={asked} />
      ) : (
        <EmptyState title="Nothing is selected" action={<Way to={failedEvents}>Go to failed events</Way>}>
          A run begins with events: select some under Failed events, or all that match a filter, then choose Redeliver.
          What was selected is kept for this tab only; a link cannot carry it.
        </EmptyState>
      )}
    </>
  )
}

const Way = ({ to, children }: { to: string; children: string }) => (
  <Anchor component={Link} to={to}>
    {children}
  </Anchor>
)

export function newRunPage() {
  return { Component: NewRunPage }
}
