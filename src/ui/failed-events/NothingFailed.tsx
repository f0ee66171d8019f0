import { Anchor } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { UnknownState } from '../../contract/freshness.ts'
import { paths } from '../address/paths.ts'
import { searchOf } from '../api/client.ts'
import { useEnvironment } from '../api/use-session.ts'
import { unknownStatesWords } from '../components/unknown-states.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import classes from './FailedList.module.css'
import type { FailedAddress } from './failed-address.ts'

interface NothingFailedProps {
  state: FailedAddress['state']
  /** Limits what is said to one subscription. */
  subscriptionId: string | undefined
  unknownStates: readonly UnknownState[]
}

/** Says that nothing failed: there are no filters, and every stored event was read. */
export function NothingFailed({ state, subscriptionId, unknownStates }: NothingFailedProps) {
  const scoped = subscriptionId !== undefined
  if (unknownStates.length > 0) return <NobodyKnows subscriptionId={subscriptionId} unknownStates={unknownStates} />
  if (state === 'awaiting-retry') {
    return (
      <EmptyState title="Nothing is being retried">
        No event{scoped ? ' of this subscription' : ''} waits for another try by Identity Cloud.
      </EmptyState>
    )
  }
  return (
    <div className={classes.good}>
      <IconCircleCheck size={20} stroke={1.75} aria-hidden />
      <EmptyState title="Nothing has failed in the last 7 days">
        Every stored event{scoped ? ' of this subscription' : ''} was accepted by its listener or is still on its way.
        Identity Cloud tries six times over 25 hours before it gives an event up; those it gave up stand here until they
        expire.
      </EmptyState>
    </div>
  )
}

/** Says that none is called failed, and that some are in a state which may mean just that. */
const NobodyKnows = ({ subscriptionId, unknownStates }: Omit<NothingFailedProps, 'state'>) => {
  const environment = useEnvironment()
  return (
    <div className={classes.doubtful}>
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      <EmptyState title="Whether anything failed is not known">
        {unknownStatesWords(unknownStates)}. None of the other events is listed as failed, but these may be lost.{' '}
        {subscriptionId === undefined
          ? 'The page of a subscription says which of its events they are.'
          : unknownStates.slice(0, 5).map(({ state }) => (
              <Anchor
                key={state}
                component={Link}
                inherit
                className={classes.unknown}
                to={paths.subscription(environment.id, subscriptionId) + searchOf({ state })}
              >
                Show those in state {state}
              </Anchor>
            ))}
      </EmptyState>
    </div>
  )
}
