import type { QueryClient } from '@tanstack/react-query'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { ask } from '../../api/query-client.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { EnabledBadge } from '../../components/EnabledBadge.tsx'
import { eventTypeWord } from '../../components/event-type.ts'
import { CodeBlock } from '../../kit/text/CodeBlock.tsx'
import { CopyButton } from '../../kit/text/CopyButton.tsx'
import { Identifier } from '../../kit/text/Identifier.tsx'
import { Time } from '../../kit/time/Time.tsx'
import { addressOf, curlOf, jsonOf } from '../copies.ts'
import { FilterInFull } from './FilterInFull.tsx'
import classes from './Settings.module.css'

/** Everything that is set about a subscription, and how to get at it without the console. */
function SettingsPage() {
  const { subscriptionId = '' } = useParams()
  const environment = useEnvironment()
  const { data } = useSuspenseQuery(subscriptionQueries.detail(environment.id, subscriptionId))
  const address = addressOf(environment, data.id)
  return (
    <div className={classes.settings}>
      <div className={classes.column}>
        <section className={classes.section}>
          <h2>Subscription</h2>
          <dl className={classes.list}>
            <dt>Title</dt>
            <dd translate="no">{data.title}</dd>
            <dt>Endpoint</dt>
            <dd className={classes.address} translate="no">
              {data.endpoint} <CopyButton value={data.endpoint} label="endpoint" />
            </dd>
            <dt>State</dt>
            <dd>
              <EnabledBadge enabled={data.enabled} />
            </dd>
            <dt>Event types</dt>
            <dd>
              {data.events.length === 0 ? 'None: nothing is sent' : null}
              {data.events.map((type) => (
                <span key={type} className={classes.type}>
                  {eventTypeWord(type) === type ? null : `${eventTypeWord(type)} `}
                  <code>{type}</code>
                </span>
              ))}
            </dd>
            <dt>Created</dt>
            <dd>
              <Time at={data.createdAt} absolute />
            </dd>
            <dt>Changed</dt>
            <dd>
              <Time at={data.updatedAt} absolute />
            </dd>
            <dt>Subscription id</dt>
            <dd>
              <Identifier value={data.id} label="subscription id" full />
            </dd>
            <dt>Address in the API</dt>
            <dd className={classes.address}>
              <code>{address}</code> <CopyButton value={address} label="address in the API" />
            </dd>
          </dl>
        </section>
        <section className={classes.section}>
          <h2>As cURL</h2>
          <p className={classes.note}>
            Reads this subscription. Put an access token of your own into <code>ACCESS_TOKEN</code>.
          </p>
          <CodeBlock code={curlOf(environment, data.id)} label="cURL command" wrap />
        </section>
      </div>
      <div className={classes.column}>
        <FilterInFull subscription={data} />
        <section className={classes.section}>
          <h2>As JSON</h2>
          <CodeBlock code={jsonOf(environment, data)} label="subscription as JSON" wrap />
        </section>
      </div>
    </div>
  )
}

export function settingsPage(client: QueryClient) {
  return {
    Component: SettingsPage,
    loader: ({ params: { environment = '', subscriptionId = '' } }: LoaderFunctionArgs) =>
      ask(client.query(subscriptionQueries.detail(environment, subscriptionId))),
  }
}
