import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../contract/event.ts'
import { denied } from '../../contract/role.ts'
import { redeliveryBlocked } from '../../redelivery/blocked.ts'
import { redeliverEvent } from '../api/events.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../components/ActionButton.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { notify } from '../components/notify.ts'
import { useNow } from '../components/now.ts'
import { useRation } from './ration.ts'

/** Asks Identity Cloud to deliver a failed event once more; when it cannot, it says why. */
export function RedeliverButton({ detail: { event, subscription } }: { detail: EventDetail }) {
  const environment = useEnvironment()
  const { role } = useSession()
  const now = useNow()
  const ration = useRation(environment.id, subscription.id)
  const [asking, setAsking] = useState(false)
  const redeliver = useMutation(redeliverEvent(environment.id, subscription.id))
  const reason = denied(role, 'event.redeliver') ?? redeliveryBlocked(event, subscription, now) ?? ration.reason
  const problem = redeliver.error ? problemOf(redeliver.error) : undefined
  const close = () => {
    setAsking(false)
    redeliver.reset()
  }
  const send = (why: string | undefined) =>
    redeliver.mutate(
      { eventId: event.id, ...(why ? { reason: why } : {}) },
      {
        onSuccess: () => {
          setAsking(false)
          ration.spent()
          void notify({ tone: 'waiting', title: 'Redelivery scheduled', text: 'Its state is followed until it ends.' })
        },
        onError: (error) => {
          const { code, retryAfter } = problemOf(error)
          if (code === 'rate_limited') ration.spent(retryAfter)
        },
      },
    )
  return (
    <>
      <ActionButton variant="filled" disabledReason={asking ? undefined : reason} onClick={() => setAsking(true)}>
        Redeliver
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title="Redeliver this event?"
        confirm="Redeliver"
        withReason
        pending={redeliver.isPending}
        problem={problem}
        onConfirm={send}
        onClose={close}
      >
        <p>
          Identity Cloud sends it to <b>{subscription.endpoint}</b> as if it were new: up to six attempts over 25 hours.
          The listener may see it a second time and has to recognise it by its id.
        </p>
        <p>One redelivery a minute is allowed for each subscription.</p>
      </ConfirmDialog>
    </>
  )
}
