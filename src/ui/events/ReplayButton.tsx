import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../contract/event.ts'
import { denied } from '../../contract/role.ts'
import { redeliveryBlocked } from '../../redelivery/planning/blocked.ts'
import { replayWarning } from '../../redelivery/planning/replay-warning.ts'
import { problemOf } from '../api/problem.ts'
import { sendEvent } from '../api/send-event.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { serverNow } from '../kit/time/server-clock.ts'
import { useNow } from '../kit/time/use-now.ts'
import { isQueued } from './poll.ts'
import { queuedNotice } from './queue-words.ts'

const NOT_HERE = 'This environment does not allow it: its configuration would have to say "directReplay": true'

/**
 * Has the console itself post the stored token to the listener: without the ration, and without Identity Cloud knowing.
 */
export function ReplayButton({ detail }: { detail: EventDetail }) {
  const { event, subscription } = detail
  const environment = useEnvironment()
  const { role } = useSession()
  const now = useNow()
  const [asking, setAsking] = useState(false)
  const replay = useMutation(sendEvent(environment.id, subscription.id, 'replay'))
  const reason =
    denied(role, 'event.replay') ??
    (environment.directReplay ? undefined : NOT_HERE) ??
    (isQueued(detail) ? 'It is in the queue already' : undefined) ??
    // A direct replay asks nobody whether the subscription is on.
    redeliveryBlocked(event, { enabled: true }, now) ??
    (detail.request?.payload ? undefined : 'The API gives no token of this event')
  const warning = replayWarning(detail.request?.payload ?? '', subscription.endpoint)
  const close = () => {
    setAsking(false)
    replay.reset()
  }
  return (
    <>
      <ActionButton disabledReason={asking ? undefined : reason} onClick={() => setAsking(true)}>
        Replay directly…
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title="Post the stored token directly?"
        confirm="Post it now"
        withReason
        pending={replay.isPending}
        problem={replay.error ? problemOf(replay.error) : undefined}
        onConfirm={(why) =>
          replay.mutate(
            { eventId: event.id, ...(why && { reason: why }) },
            {
              onSuccess: (reply) => {
                setAsking(false)
                void notify(queuedNotice(reply, serverNow()))
              },
            },
          )
        }
        onClose={close}
      >
        <p>
          The console posts the signed token, as it is stored, to <b translate="no">{subscription.endpoint}</b>.
        </p>
        <ul>
          <li>Identity Cloud does not learn of it: it still lists the event as failed.</li>
          <li>The listener may get it twice and has to recognise it by its id.</li>
          <li>If no answer comes, nobody knows whether it arrived; it is not sent again by itself.</li>
          {warning ? <li>{warning}</li> : null}
        </ul>
      </ConfirmDialog>
    </>
  )
}
