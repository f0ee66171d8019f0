import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Subscription, type SubscriptionRow } from '../../../contract/subscription.ts'
import { problemOf } from '../../api/problem.ts'
import { subscriptionQueries, switchSubscription } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { announce } from '../../kit/feedback/announce.ts'
import { notify } from '../../kit/feedback/notify.ts'
import { useOpenedAfterMount } from '../../kit/feedback/use-opened-after-mount.ts'
import { CatchUpWords } from './CatchUpWords.tsx'
import { ChangedWords } from './ChangedWords.tsx'
import { withMissed } from './catch-up-words.ts'
import { SwitchOffWords } from './SwitchOffWords.tsx'
import { SwitchOnWords } from './SwitchOnWords.tsx'
import { switchQuestion } from './switch-question.ts'
import { useCatchingUp } from './use-catching-up.ts'

interface SwitchDialogProps {
  /** The subscription as it was seen when the switch was used: what the change is based on. */
  seen: SubscriptionRow
  /** The state that is asked for. */
  enabled: boolean
  opened: boolean
  onClose: () => void
}

/**
 * Asks before a subscription is turned on or off, and stays until it is done: what was refused, what somebody else
 * changed meanwhile and what became of a change without an answer are all told here, and nowhere else. Once it is on,
 * it leads to the redelivery of what failed meanwhile.
 */
export function SwitchDialog({ seen, enabled, opened, onClose }: SwitchDialogProps) {
  const environment = useEnvironment()
  const [basis, setBasis] = useState<Subscription>(seen)
  const change = useMutation(switchSubscription(environment.id))
  const catchingUp = useCatchingUp(environment)
  const problem = change.error ? problemOf(change.error) : undefined
  const unknown = problem?.code === 'outcome_unknown'
  const live = useQuery({ ...subscriptionQueries.detail(environment.id, seen.id), enabled: opened })
  const theirs = problem?.code === 'changed_meanwhile' ? Subscription.safeParse(problem.current).data : undefined
  const now = theirs ?? (unknown && !live.isFetching ? live.data : undefined)
  const done = change.isSuccess ? enabled : undefined
  const question = switchQuestion({ title: seen.title, enabled, problem: problem?.code, now: done ?? now?.enabled })
  const row = live.data ?? seen
  const [missed] = question.settled && enabled ? withMissed([row]) : []

  const submit = (reason: string | undefined) => {
    if (now) setBasis(now)
    change.mutate(
      { subscription: now ?? basis, enabled, ...(reason ? { reason } : {}) },
      {
        onSuccess: ({ title, stats }) => {
          const words = `${title} is ${enabled ? 'on' : 'off'}`
          if (enabled && stats.failedWhileOff > 0) return announce(words)
          onClose()
          void notify({ tone: 'success', title: words })
        },
      },
    )
  }
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(opened)}
      title={question.title}
      confirm={missed ? 'Prepare redelivery…' : question.confirm}
      cancel={missed ? 'Not now' : question.cancel}
      danger={!enabled}
      withReason={!missed}
      pending={change.isPending || catchingUp.pending}
      problem={missed ? catchingUp.problem : theirs || question.settled ? undefined : problem}
      onConfirm={(reason) => (missed ? catchingUp.prepare([missed], onClose) : submit(reason))}
      onClose={onClose}
    >
      {theirs ? <ChangedWords seen={basis} now={theirs} /> : null}
      {unknown ? <p>{live.isFetching ? 'Looking how it is now…' : lookedAgain(enabled, live.data?.enabled)}</p> : null}
      {missed ? <CatchUpWords subscription={missed} /> : null}
      {theirs || unknown || missed ? null : enabled ? (
        <SwitchOnWords subscription={seen} stats={row.stats} onLeave={onClose} />
      ) : (
        <SwitchOffWords subscription={seen} stats={row.stats} />
      )}
    </ConfirmDialog>
  )
}

/** Setting it to what it was to become twice is the same as once, so trying again is safe. */
const lookedAgain = (wanted: boolean, now: boolean | undefined): string => {
  if (now === undefined) return 'How it is now could not be looked up either.'
  if (now === wanted)
    return `Looked again: it is ${now ? 'on' : 'off'} now. The change arrived, though the answer did not.`
  return `Looked again: it is still ${now ? 'on' : 'off'}. Trying again does no harm.`
}
