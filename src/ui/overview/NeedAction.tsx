import { Button } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import type { FailedMatch } from '../../contract/failed-event.ts'
import { type Action, denied } from '../../contract/role.ts'
import { paths } from '../address/paths.ts'
import { arrivalState } from '../address/use-arrival.ts'
import { planState } from '../api/plans.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { count } from '../kit/text/count-words.ts'
import type { Need } from './needs.ts'
import classes from './Overview.module.css'

interface NeedActionProps {
  need: Need
  /** Where it can be looked at. */
  place: string | undefined
  asOf: string
}

/** The one button of a need. Each only opens what asks first: nothing is done by it. */
export function NeedAction({ need, place, asOf }: NeedActionProps) {
  switch (need.kind) {
    case 'expiring':
      if (need.expiring.sendable === 0) return <Show place={place} />
      return (
        <Redeliver
          match={{ state: 'failure', expiresWithin: 24 }}
          events={need.expiring.count}
          name="What expires within 24 h"
          asOf={asOf}
        />
      )
    case 'undelivered': {
      const { id, title, failed } = need.one
      return <Redeliver match={{ state: 'failure', subscription: id }} events={failed} name={title} asOf={asOf} />
    }
    case 'failing':
      return <Ask of={need.one} what="test" needs="subscription.test" words="Send test…" />
    case 'off': {
      const [first] = need.off.items
      return need.off.count === 1 && first ? (
        <Ask of={first} what="on" needs="subscription.switch" words="Turn on…" />
      ) : (
        <Show place={place} />
      )
    }
    default:
      return <Show place={place} />
  }
}

const Show = ({ place }: { place: string | undefined }) =>
  place ? (
    <Button component={Link} to={place} className={classes.action}>
      Show
    </Button>
  ) : null

interface RedeliverProps {
  match: FailedMatch
  events: number
  name: string
  asOf: string
}

/** Opens the plan of a run for all that matched; it is started there. */
function Redeliver({ match, events, name, asOf }: RedeliverProps) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const reason = denied(useSession().role, 'event.redeliver')
  const selection = { by: 'match', match, asOf, except: [], count: events } as const
  return (
    <ActionButton
      className={classes.action}
      disabledReason={reason}
      onClick={() =>
        void navigate(paths.newRun(environment.id), {
          state: planState({ selection: { ...selection, except: [] }, way: 'redelivery', name }),
        })
      }
    >
      Redeliver {count(events)}…
    </ActionButton>
  )
}

interface AskProps {
  of: { id: string; title: string }
  what: 'test' | 'on'
  needs: Action
  words: string
}

/** Opens the page of a subscription with the question already asked. */
function Ask({ of, what, needs, words }: AskProps) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  return (
    <ActionButton
      className={classes.action}
      disabledReason={denied(useSession().role, needs)}
      aria-label={`${words} ${of.title}`}
      onClick={() => void navigate(paths.subscription(environment.id, of.id), { state: arrivalState(what) })}
    >
      {words}
    </ActionButton>
  )
}
