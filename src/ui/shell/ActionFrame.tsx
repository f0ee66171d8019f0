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
  /** The permission that the page needs. */
  action: Action
  /** The subscription it is about, for the link back. */
  from?: Subscription
  children: ReactNode
}

/** Heads a page on which something is done. Roles that may not do it see the reason in place of the page. */
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
