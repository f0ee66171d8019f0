import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type Action, denied } from '../../contract/role.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../kit/feedback/PageHeader.tsx'
import classes from './ActionFrame.module.css'

interface ActionFrameProps {
  title: string
  /** What whoever comes here has to be allowed. */
  action: Action
  /** The subscription that it is about, for the way back. */
  from?: Subscription
  children: ReactNode
}

/** The head of a page on which something is done, and the page for whoever may do it; others are told why not. */
export function ActionFrame({ title, action, from, children }: ActionFrameProps) {
  const environment = useEnvironment()
  const reason = denied(useSession().role, action)
  const back = from ? paths.subscription(environment.id, from.id) : paths.subscriptions(environment.id)
  return (
    <>
      <PageHeader
        title={title}
        within={environment.name}
        trail={
          <Anchor component={Link} inherit className={classes.back ?? ''} to={back}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            {from ? from.title : 'Subscriptions'}
          </Anchor>
        }
      />
      {reason ? (
        <EmptyState
          title="This is for administrators"
          action={
            <Anchor component={Link} to={back}>
              Go back
            </Anchor>
          }
        >
          {reason}.
        </EmptyState>
      ) : (
        children
      )}
    </>
  )
}
