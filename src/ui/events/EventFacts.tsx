import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { EventDetail } from '../../contract/event.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { REMEDIES } from '../components/answer-words.ts'
import { eventTitle } from '../components/event-type.ts'
import { StateBadge } from '../components/StateBadge.tsx'
import { CopyTextButton } from '../kit/text/CopyTextButton.tsx'
import { Identifier } from '../kit/text/Identifier.tsx'
import { LongText } from '../kit/text/LongText.tsx'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { Time } from '../kit/time/Time.tsx'
import { redeliverAsCurl } from './copies.ts'
import classes from './EventDrawer.module.css'
import { QueueLine } from './QueueLine.tsx'
import { RedeliverButton } from './RedeliverButton.tsx'
import { ReplayButton } from './ReplayButton.tsx'
import { UserEvents } from './UserEvents.tsx'

/** The states in which a remedy helps: of one that the console does not know nothing is advised. */
const REMEDIED: ReadonlySet<string> = new Set(['failure', 'awaiting-retry', 'awaiting-executing', 'executing'])

/** Shows the change, the user, the state, and the actions. */
export function EventFacts({ detail }: { detail: EventDetail }) {
  const environment = useEnvironment()
  const { event, subscription } = detail
  const named = (names: Record<string, string> | undefined, id: string | null) => (id && names?.[id]) || undefined
  return (
    <section aria-label="Event">
      <div className={classes.head}>
        <StateBadge state={event.state} />
        <h2 className={classes.title}>{eventTitle(detail.event)}</h2>
        <div className={classes.actions}>
          <RedeliverButton detail={detail} />
          <ReplayButton detail={detail} />
          <CopyTextButton label="cURL" text={() => redeliverAsCurl(environment, event)} />
        </div>
      </div>
      <QueueLine detail={detail} />
      {event.cause && REMEDIED.has(event.state) ? <p className={classes.remedy}>{REMEDIES[event.cause]}</p> : null}
      <dl className={classes.facts}>
        <Fact name="Subscription">
          <Anchor component={Link} inherit to={paths.subscription(environment.id, subscription.id)} translate="no">
            {subscription.title}
          </Anchor>
        </Fact>
        {event.attributes.length > 0 ? (
          <Fact name="Changed">
            <span translate="no">
              <LongText text={event.attributes.join(', ')} most={600} />
            </span>
          </Fact>
        ) : null}
        {event.user ? (
          <Fact name="User">
            <Identifier value={event.user} label="user id" full />
            <UserEvents user={event.user} subscriptionId={subscription.id} />
          </Fact>
        ) : null}
        {event.application ? (
          <Fact name="Application" title={named(environment.applications, event.application)}>
            <Identifier value={event.application} label="application id" />
          </Fact>
        ) : null}
        {event.client ? (
          <Fact name="API client" title={named(environment.clients, event.client)}>
            <Identifier value={event.client} label="client id" />
          </Fact>
        ) : null}
        <Fact name="Event id">
          <Identifier value={event.id} label="event id" full />
        </Fact>
        <Fact name="Recorded">
          <Time at={event.createdAt} absolute />
        </Fact>
        <Fact name="Last change">
          <Time at={event.updatedAt} absolute />
        </Fact>
        <Fact name="Expires in">
          <ExpiresIn at={event.expiresAt} />
        </Fact>
      </dl>
    </section>
  )
}

const Fact = ({ name, title, children }: { name: string; title?: string | undefined; children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{name}</dt>
    <dd>
      {title ? <span className={classes.name}>{title}</span> : null}
      {children}
    </dd>
  </div>
)
