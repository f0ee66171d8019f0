import { useMutation } from '@tanstack/react-query'
import type { Subscription } from '../../../contract/subscription.ts'
import { problemOf } from '../../api/problem.ts'
import { sendTest } from '../../api/send-test.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { useOpenedAfterMount } from '../../kit/feedback/use-opened-after-mount.ts'
import { splitEndpoint } from '../endpoint.ts'
import classes from '../Switch.module.css'
import { TestOutcome } from './TestOutcome.tsx'
import { useTestWatch } from './use-test-watch.ts'

interface SendTestDialogProps {
  subscription: Subscription
  opened: boolean
  onClose: () => void
}

/** Asks before a test notification is sent, then tells what the listener answered, where that can be known. */
export function SendTestDialog({ subscription, opened, onClose }: SendTestDialogProps) {
  const environment = useEnvironment()
  const send = useMutation(sendTest(environment.id, subscription.id))
  const watch = useTestWatch(environment.id, subscription.id)
  const { host } = splitEndpoint(subscription.endpoint)
  const submit = (reason: string | undefined) => {
    watch.remember()
    send.mutate(reason ? { reason } : {}, { onSuccess: ({ sentAt }) => watch.begin(sentAt) })
  }
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(opened)}
      title={watch.verdict ? `Test sent to ${host}` : `Send a test to ${host}?`}
      confirm={watch.verdict ? undefined : 'Send test notification'}
      cancel={watch.verdict ? 'Close' : 'Cancel'}
      withReason
      pending={send.isPending}
      problem={send.error ? problemOf(send.error) : undefined}
      onConfirm={submit}
      onClose={onClose}
    >
      {watch.verdict ? (
        <TestOutcome
          environment={environment.id}
          subscription={subscription}
          verdict={watch.verdict}
          waited={watch.waited}
          onLeave={onClose}
        />
      ) : (
        <ul className={classes.words}>
          <li>
            Identity Cloud posts a signed token to <b>{subscription.endpoint}</b>, at once.
          </li>
          <li>
            Its <code>events</code> claim is <code>{'{"test": {"id": "…"}}'}</code> and nothing else: no user, no
            attributes. A listener should answer 2xx and do no more.
          </li>
          <li>It goes past the filter and the event types: that it arrives says nothing of either.</li>
        </ul>
      )}
    </ConfirmDialog>
  )
}
