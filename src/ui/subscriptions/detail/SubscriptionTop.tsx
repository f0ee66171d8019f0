import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { denied } from '../../../contract/role.ts'
import { sentence } from '../../../filter/sentence.ts'
import { paths } from '../../address/paths.ts'
import { useArrival } from '../../address/use-arrival.ts'
import { problemOf } from '../../api/problem.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { PageHeader } from '../../kit/feedback/PageHeader.tsx'
import { CopyButton } from '../../kit/text/CopyButton.tsx'
import { CopyTextButton } from '../../kit/text/CopyTextButton.tsx'
import { Identifier } from '../../kit/text/Identifier.tsx'
import { curlOf, jsonOf } from '../copies.ts'
import { Endpoint } from '../Endpoint.tsx'
import { recallList } from '../list-memory.ts'
import { pollEvery } from '../poll.ts'
import { EnabledSwitch } from '../switch/EnabledSwitch.tsx'
import { useSwitching } from '../switch/use-switching.tsx'
import { Figures } from './Figures.tsx'
import { HealthLine } from './HealthLine.tsx'
import { OffNotice } from './OffNotice.tsx'
import { SendTest } from './SendTest.tsx'
import { ShapeActions } from './ShapeActions.tsx'
import classes from './Subscription.module.css'

/**
 * Shows what a person on shift needs first: on or off, endpoint, what is sent, what arrives, what is about to be lost.
 */
export function SubscriptionTop({ id }: { id: string }) {
  const environment = useEnvironment()
  const { role } = useSession()
  const { data, error, refetch } = useSuspenseQuery({
    ...subscriptionQueries.detail(environment.id, id),
    refetchInterval: ({ state }) => pollEvery(state.data ? [state.data] : []),
  })
  const arrived = useArrival('on') && !data.enabled
  const { ask, dialog } = useSwitching(arrived ? { subscription: data, enabled: true } : undefined)
  const switchDenied = denied(role, 'subscription.switch')
  return (
    <>
      <PageHeader
        title={data.title}
        named
        within={environment.name}
        trail={
          <Anchor
            component={Link}
            inherit
            className={classes.back ?? ''}
            to={paths.subscriptions(environment.id) + recallList(environment.id)}
          >
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            Subscriptions
          </Anchor>
        }
        actions={
          <>
            <SendTest subscription={data} />
            <ShapeActions subscription={data} />
            <span className={classes.switch}>
              <EnabledSwitch
                title={data.title}
                enabled={data.enabled}
                disabledReason={switchDenied}
                onSwitch={(enabled) => ask(data, enabled)}
              />
            </span>
          </>
        }
      />
      <div className={classes.facts}>
        <span className={classes.endpoint}>
          <Endpoint endpoint={data.endpoint} />
          <CopyButton value={data.endpoint} label="endpoint" />
        </span>
        <Identifier value={data.id} label="subscription id" />
        <CopyTextButton quiet label="JSON" text={() => jsonOf(environment, data)} />
        <CopyTextButton quiet label="cURL" text={() => curlOf(environment, data.id)} />
      </div>
      <p className={classes.sentence}>{sentence(data.filter, data.events, environment)}.</p>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {data.enabled ? null : (
        <OffNotice
          turnedOff={data.turnedOff}
          title={data.title}
          turnOnDenied={switchDenied}
          onTurnOn={() => ask(data, true)}
        />
      )}
      <HealthLine stats={data.stats} />
      <Figures stats={data.stats} failedEvents={paths.subscriptionFailedEvents(environment.id, id)} />
      {dialog}
    </>
  )
}
