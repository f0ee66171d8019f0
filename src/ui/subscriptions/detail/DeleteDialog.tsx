import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Subscription, type SubscriptionRow } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { deleteSubscription } from '../../api/drafts.ts'
import { problemOf } from '../../api/problem.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { notify } from '../../kit/feedback/notify.ts'
import { useOpenedAfterMount } from '../../kit/feedback/use-opened-after-mount.ts'
import { CopyTextButton } from '../../kit/text/CopyTextButton.tsx'
import { jsonOf } from '../copies.ts'
import { recallList } from '../list-memory.ts'
import { ChangedWords } from '../switch/ChangedWords.tsx'
import { DeleteWords } from './DeleteWords.tsx'

interface DeleteDialogProps {
  /** The subscription as it was seen when its deletion was asked for. */
  seen: SubscriptionRow
  opened: boolean
  onClose: () => void
}

/** Asks for the title before a subscription is deleted: there is no way back, and its events go with it (API 3.5). */
export function DeleteDialog({ seen, opened, onClose }: DeleteDialogProps) {
  const environment = useEnvironment()
  const [basis, setBasis] = useState<Subscription>(seen)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const client = useQueryClient()
  const removal = useMutation(deleteSubscription(environment.id))
  const live = useQuery({
    ...subscriptionQueries.detail(environment.id, seen.id),
    enabled: opened && !removal.isSuccess,
  })
  const problem = removal.error ? problemOf(removal.error) : undefined
  const theirs = problem?.code === 'changed_meanwhile' ? Subscription.safeParse(problem.current).data : undefined
  const title = (theirs ?? basis).title

  const forget = () =>
    client.removeQueries({ queryKey: subscriptionQueries.detail(environment.id, seen.id).queryKey, type: 'inactive' })

  const submit = (reason: string | undefined) => {
    if (typed.trim() !== title) {
      setWrong(true)
      field.current?.focus()
      return
    }
    if (theirs) setBasis(theirs)
    removal.mutate(
      { base: theirs ?? basis, request: { title, ...(reason ? { reason } : {}) } },
      {
        onSuccess: () => {
          onClose()
          // Forgotten once nobody looks at it any more.
          void Promise.resolve(navigate(paths.subscriptions(environment.id) + recallList(environment.id))).then(forget)
          void notify({ tone: 'success', title: `${title} is deleted` })
        },
      },
    )
  }
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(opened)}
      title={`Delete ${title}?`}
      confirm="Delete it and its events"
      danger
      withReason
      pending={removal.isPending}
      problem={theirs ? undefined : problem}
      onConfirm={submit}
      onClose={onClose}
    >
      {theirs ? <ChangedWords seen={basis} now={theirs} /> : null}
      <DeleteWords subscription={seen} stats={(live.data ?? seen).stats} />
      <div>
        <CopyTextButton label="JSON" text={() => jsonOf(environment, theirs ?? basis)} />
      </div>
      <TextInput
        ref={field}
        data-autofocus
        label="Type its title, to be sure"
        description={title}
        error={wrong ? 'This is not its title' : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
    </ConfirmDialog>
  )
}
