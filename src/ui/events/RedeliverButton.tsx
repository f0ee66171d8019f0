import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../contract/event.ts'
import { denied } from '../../contract/role.ts'
import { redeliveryBlocked } from '../../redelivery/planning/blocked.ts'
import { problemOf } from '../api/problem.ts'
import { sendEvent } from '../api/send-event.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { paceWords } from '../kit/time/duration.ts'
import { serverNow } from '../kit/time/server-clock.ts'
import { useNow } from '../kit/time/use-now.ts'
import { isQueued } from './poll.ts'
import { queuedNotice } from './queue-words.ts'

/** Asks Identity Cloud to deliver a failed event once more, when its turn comes; when it cannot, it says why. */
export function RedeliverButton({ detail }: { detail: EventDetail }) {
  const { event, subscription } = detail
  const environment = useEnvironment()
  const { role } = useSession()
  const now = useNow()
  const [asking, setAsking] = useState(false)
  const redeliver = useMutation(sendEvent(environment.id, subscription.id, 'redeliver'))
  const queued = isQueued(detail) ? 'It is in the queue already' : undefined
  const reason = denied(role, 'event.redeliver') ?? queued ?? redeliveryBlocked(event, subscription, now)
  const close = () => {
    setAsking(false)
    redeliver.reset()
  }
  const send = (why: string | undefined) =>
    redeliver.mutate(
      { eventId: event.id, ...(why && { reason: why }) },
      {
        onSuccess: (reply) => {
          setAsking(false)
          void notify(queuedNotice(reply, serverNow()))
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
        problem={redeliver.error ? problemOf(redeliver.error) : undefined}
        onConfirm={send}
        onClose={close}
      >
        <p>
          Identity Cloud sends it to <b translate="no">{subscription.endpoint}</b> as if it were new: up to six attempts
          over 25 hours. The listener may see it a second time and has to recognise it by its id.
        </p>
        <p>
          Identity Cloud takes {paceWords(environment.redeliveryInterval)} for each subscription. This one goes before
          any run that waits; should it have to wait all the same, you are told how long.
        </p>
      </ConfirmDialog>
    </>
  )
}
