import { Link } from 'react-router'
import type { Overview } from '../../contract/overview.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { durationWords } from '../kit/time/duration.ts'
import { ExpiresIn } from '../kit/time/ExpiresIn.tsx'
import { Moment } from '../kit/time/Moment.tsx'
import { Time } from '../kit/time/Time.tsx'
import { MOST_ROWS, type Need } from './needs.ts'
import classes from './Overview.module.css'

/** Shows what is known of a need: how many, since when, what is lost when, and who did it. */
export function NeedFacts({ need }: { need: Need }) {
  switch (need.kind) {
    case 'trouble':
      return <p className={classes.text}>{need.trouble.text}</p>
    case 'expiring':
      return <ExpiringFacts {...need.expiring} />
    case 'failing': {
      const { answer, lastDeliveredAt, failed, pending, soonestExpiry } = need.one
      return (
        <p className={classes.facts}>
          {failed > 0 ? <span>{count(failed)} failed</span> : null}
          {pending > 0 ? <span>{count(pending)} still tried</span> : null}
          <First at={soonestExpiry} />
          <span>
            last answer <Time at={answer.at} />
          </span>
          <span>
            {lastDeliveredAt ? 'last delivery ' : 'no delivery in 7 days'}
            {lastDeliveredAt ? <Time at={lastDeliveredAt} /> : null}
          </span>
        </p>
      )
    }
    case 'run':
      return (
        <p className={classes.facts}>
          <span>
            {counted(need.run.left, 'event')} {need.run.left === 1 ? 'waits' : 'wait'}
          </span>
          {need.run.reason ? <span>{need.run.reason}</span> : null}
        </p>
      )
    case 'off':
      return <OffFacts {...need.off} />
    case 'export':
      return (
        <p className={classes.facts}>
          <span>
            started <Time at={need.job.startedAt} /> by {need.job.by}
          </span>
          <span>nobody has downloaded its file here</span>
        </p>
      )
    case 'silent':
      return (
        <p className={classes.facts}>
          {need.one.longestPause > 0 ? (
            <span>its longest pause before was {durationWords(need.one.longestPause)}</span>
          ) : null}
          <span>it is on, and all that is stored of it was read</span>
        </p>
      )
    case 'undelivered':
      return (
        <p className={classes.facts}>
          <First at={need.one.soonestExpiry} />
        </p>
      )
    case 'behind':
      return (
        <p className={classes.facts}>
          {need.behind.oldest ? (
            <span>
              the oldest copy <Time at={need.behind.oldest} />
            </span>
          ) : null}
          {need.behind.problem ? <span>{need.behind.problem}</span> : null}
        </p>
      )
    case 'more':
      return null
  }
}

const First = ({ at }: { at: string | null }) =>
  at ? (
    <span>
      the first <ExpiresIn at={at} long />
    </span>
  ) : null

function ExpiringFacts({ count: events, sendable, soonest, subscriptions }: Overview['expiring']) {
  const { id } = useEnvironment()
  const shown = subscriptions.items.slice(0, MOST_ROWS)
  const more = subscriptions.count - shown.length
  return (
    <p className={classes.facts}>
      <First at={soonest} />
      <span>
        of{' '}
        {shown.map((one, place) => (
          <span key={one.id}>
            {place > 0 ? ', ' : ''}
            <Link to={paths.subscriptionFailedEvents(id, one.id)}>{one.title}</Link>
          </span>
        ))}
        {more > 0 ? ` and ${count(more)} more` : ''}
      </span>
      {sendable === 0 ? <span>nothing is sent before they are turned on</span> : null}
      {sendable > 0 && sendable < events ? (
        <span>{count(events - sendable)} of them wait for subscriptions that are off</span>
      ) : null}
    </p>
  )
}

function OffFacts({ count: all, items }: Overview['off']) {
  const { id } = useEnvironment()
  const [first] = items
  if (all === 1 && first) return <OffFact off={first} />
  const shown = items.slice(0, MOST_ROWS)
  return (
    <ul className={classes.members}>
      {shown.map((off) => (
        <li key={off.id}>
          <Link to={paths.subscription(id, off.id)}>{off.title}</Link>
          <OffFact off={off} />
        </li>
      ))}
      {all > shown.length ? <li className={classes.text}>and {count(all - shown.length)} more</li> : null}
    </ul>
  )
}

const OffFact = ({ off: { failed, soonestExpiry, turnedOff } }: { off: Overview['off']['items'][number] }) => (
  <p className={classes.facts}>
    <span>{counted(failed, 'event')} to redeliver</span>
    <First at={soonestExpiry} />
    {turnedOff ? (
      <span>
        off since <Moment at={turnedOff.at} />, by {turnedOff.by}
        {turnedOff.reason ? `: “${turnedOff.reason}”` : ', without a reason'}
      </span>
    ) : (
      <span>not turned off in this console</span>
    )}
  </p>
)
