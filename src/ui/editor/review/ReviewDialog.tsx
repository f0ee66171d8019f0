import { useEnvironment } from '../../api/use-session.ts'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import { Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Subscription } from '../../../contract/subscription.ts'
import { changedFields } from '../../../filter/changed-fields.ts'
import { createSubscription, editSubscription } from '../../api/drafts.ts'
import { problemOf } from '../../api/problem.ts'
import { useOpenedAfterMount } from '../../kit/feedback/use-opened-after-mount.ts'
import { changeFrom } from '../draft.ts'
import { Clash } from './Clash.tsx'
import classes from './Review.module.css'
import { ReviewForm } from './ReviewForm.tsx'
import { refusedFields } from './refused-fields.ts'
import type { ReviewOptions } from './review-options.ts'
import { type Stored, StoredOtherwise } from './StoredOtherwise.tsx'

interface ReviewDialogProps extends ReviewOptions {
  opened: boolean
  onClose: () => void
}

/**
 * Shows what is about to be stored, stores it, and tells what came of it: refused, changed by somebody else meanwhile,
 * or stored by the long way that left the subscription without a filter for a moment (API 4.5).
 */
export function ReviewDialog(props: ReviewDialogProps) {
  const environment = useEnvironment()
  const { base, draft, warnings, opened, onClose, onRefused, onTheirs, onSaved } = props
  const create = useMutation(createSubscription(environment.id))
  const edit = useMutation(editSubscription(environment.id))
  const [stored, setStored] = useState<Stored>()
  const [refused, setRefused] = useState(false)
  const error = create.error ?? edit.error
  const problem = error ? problemOf(error) : undefined
  const theirs = problem?.code === 'changed_meanwhile' ? Subscription.safeParse(problem.current).data : undefined
  const pending = create.isPending || edit.isPending

  const done = (subscription: Subscription, unfiltered: boolean, differences: Stored['differences']) =>
    unfiltered || differences.length > 0 ? setStored({ subscription, unfiltered, differences }) : onSaved(subscription)
  const fail = (failure: unknown) => {
    const told = problemOf(failure)
    const now = Subscription.safeParse(told.current).data
    // The stored subscription is what was meant: the change arrived, though its answer did not.
    if (now && changedFields(now, draft).length === 0) return onSaved(now)
    // The next try has to begin with what the last one left behind.
    if (now && base && told.code === 'outcome_unknown') onTheirs(now, changedFields(base, draft))
    const fields = refusedFields(told)
    if (Object.keys(fields).length === 0) return
    setRefused(true)
    onClose()
    onRefused(fields)
  }
  const submit = (reason: string | undefined) => {
    const why = reason ? { reason } : {}
    if (base)
      edit.mutate(
        { base, change: { ...changeFrom(base, draft), ...why } },
        { onSuccess: ({ unfiltered, differences, ...row }) => done(row, unfiltered, differences), onError: fail },
      )
    else
      create.mutate(
        { ...draft, ...why },
        { onSuccess: ({ differences, ...row }) => done(row, false, differences), onError: fail },
      )
  }
  const take = (kept: 'mine' | 'theirs') => {
    if (!theirs || !base) return
    onTheirs(theirs, kept === 'mine' ? changedFields(base, draft) : [])
    edit.reset()
    if (kept === 'theirs') onClose()
  }

  const close = stored ? () => onSaved(stored.subscription) : pending ? () => {} : onClose
  const title = stored
    ? 'Stored, but…'
    : theirs
      ? 'Somebody changed it meanwhile'
      : base
        ? `Change ${base.title}?`
        : `Create ${draft.title}?`
  return (
    <Modal
      opened={useOpenedAfterMount(opened)}
      onClose={close}
      // After a refusal the field has the focus: it must not go back to the button that opened the dialog.
      returnFocus={!refused}
      title={title}
      size="54rem"
      closeButtonProps={{ 'aria-label': 'Close', disabled: pending }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
    >
      {stored ? (
        <StoredOtherwise stored={stored} onDone={() => onSaved(stored.subscription)} />
      ) : theirs && base ? (
        <Clash base={base} mine={draft} theirs={theirs} onTake={take} />
      ) : (
        <ReviewForm
          base={base}
          draft={draft}
          warnings={warnings}
          pending={pending}
          problem={problem}
          onCancel={onClose}
          onSubmit={submit}
        />
      )}
    </Modal>
  )
}
