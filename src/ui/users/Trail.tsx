import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { denied } from '../../contract/role.ts'
import type { UserTrail } from '../../contract/user-trail.ts'
import { paths } from '../address/paths.ts'
import { planState } from '../api/plans.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { trailFile, userQueries } from '../api/users.ts'
import { FreshnessLine } from '../components/FreshnessLine.tsx'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { count, counted } from '../kit/text/count-words.ts'
import { shortenMiddle } from '../kit/text/shorten.ts'
import { HappenedTo } from './HappenedTo.tsx'
import classes from './Trail.module.css'
import { failedIn } from './trail-words.ts'

/** Shows everything that is stored of a user, the newest first, with what was read to say so. */
export function Trail({ user }: { user: string }) {
  const { id, name } = useEnvironment()
  const { data, error, refetch } = useSuspenseQuery(userQueries.trail(id, user))
  return (
    <>
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      <div className={classes.top}>
        <Read trail={data} />
        <Tools trail={data} />
      </div>
      {data.occurrences.length === 0 ? (
        <EmptyState title={`Nothing is stored of this user in ${name}`}>
          Identity Cloud keeps an event for 7 days. A user’s id stands in an event’s token as <code>sub</code>; it has
          to be the whole id.
        </EmptyState>
      ) : (
        data.occurrences.map((occurrence) => (
          <HappenedTo key={occurrence.eventId ?? occurrence.items[0]?.id} occurrence={occurrence} />
        ))
      )}
      {data.complete ? null : <p className={classes.more}>There is more than is shown: only the newest events are.</p>}
    </>
  )
}

/** Says over how many stores that was searched, and how current it is. */
const Read = ({ trail: { freshness } }: { trail: UserTrail }) => (
  <div>
    <p>
      {freshness.unread > 0
        ? `${count(freshness.subscriptions - freshness.unread)} of ${counted(freshness.subscriptions, 'subscription')} read`
        : `${counted(freshness.subscriptions, 'subscription')} searched`}
    </p>
    <FreshnessLine freshness={freshness} />
  </div>
)

function Tools({ trail: { user, occurrences } }: { trail: UserTrail }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const reason = denied(useSession().role, 'event.redeliver')
  const events = failedIn(occurrences)
  return (
    <div className={classes.tools}>
      {events.length > 0 ? (
        <ActionButton
          disabledReason={reason}
          onClick={() =>
            void navigate(paths.newRun(environment.id), {
              state: planState({
                selection: { by: 'events', events },
                way: 'redelivery',
                name: `User ${shortenMiddle(user)}`,
              }),
            })
          }
        >
          Redeliver {count(events.length)}…
        </ActionButton>
      ) : null}
      <Button leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />} onClick={() => window.print()}>
        Print
      </Button>
      <Button
        component="a"
        href={trailFile(environment.id, user)}
        download
        leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
      >
        Export as CSV
      </Button>
    </div>
  )
}
