import type { EventDetail } from '../../contract/event.ts'
import type { HeaderMap } from '../../contract/upstream/common.ts'
import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import classes from './EventDrawer.module.css'

/** Shows the request and the answer of the last attempt. */
export function Exchange({ detail: { event, request, response } }: { detail: EventDetail }) {
  return (
    <>
      <details className={classes.section}>
        <summary>
          Request{' '}
          <span className={classes.count}>{request?.endpoint ? `POST ${hostOf(request.endpoint)}` : 'not told'}</span>
        </summary>
        {request ? (
          <Headers
            label="Request headers"
            first={['Endpoint', request.endpoint || 'not told by the API']}
            headers={request.headers}
          />
        ) : (
          <p className={classes.quiet}>
            The API has no request of this event. One of a subscription that was off is never sent.
          </p>
        )}
        {request?.payload ? (
          <>
            <h4 className={classes.small}>Body: the signed token, as sent</h4>
            <CodeBlock code={request.payload} label="signed token" wrap />
          </>
        ) : null}
      </details>
      <details className={classes.section} open={event.cause !== null && response !== null}>
        <summary>
          Response <span className={classes.count}>{summaryOf({ event, response })}</span>
        </summary>
        {response?.error ? <p className={classes.error}>{response.error}</p> : null}
        {response && Object.keys(response.headers).length > 0 ? (
          <Headers label="Response headers" headers={response.headers} />
        ) : (
          <p className={classes.quiet}>The event store keeps no headers of it. Bodies are never kept.</p>
        )}
      </details>
    </>
  )
}

const hostOf = (endpoint: string) => URL.parse(endpoint)?.host ?? endpoint

const summaryOf = ({ event, response }: Pick<EventDetail, 'event' | 'response'>): string => {
  if (response?.status) return `${response.status}`
  if (response?.error) return 'no HTTP answer'
  return event.attempts === 0 ? 'not sent' : 'none'
}

interface HeadersProps {
  label: string
  first?: [string, string]
  headers: HeaderMap
}

const Headers = ({ label, first, headers }: HeadersProps) => (
  <dl className={classes.headers} aria-label={label}>
    {[...(first ? [first] : []), ...Object.entries(headers)].map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{[value].flat().join('\n')}</dd>
      </div>
    ))}
  </dl>
)
