import type { UseMutationResult } from '@tanstack/react-query'
import type { ItemCounts, RunDetail } from '../../contract/run.ts'
import { problemOf } from '../api/problem.ts'
import type { Control } from '../api/runs.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { unsentCount } from '../components/run-counts.ts'
import { counted } from '../kit/text/count-words.ts'
import { cancelWords } from './run-words.ts'

interface CancelDialogProps {
  opened: boolean
  title: string
  /** Counts of what is cancelled: the run, or one lane of it. */
  counts: ItemCounts
  /** The lane's subscription, when not the whole run is cancelled. */
  subscription?: string
  control: UseMutationResult<RunDetail, Error, Control>
  onClose: () => void
}

/** Asks before events are dropped from a run, and says how many. */
export function CancelDialog({ opened, title, counts, subscription, control, onClose }: CancelDialogProps) {
  const close = () => {
    onClose()
    control.reset()
  }
  return (
    <ConfirmDialog
      opened={opened}
      title={title}
      confirm={`Drop ${counted(unsentCount(counts), 'event')}`}
      cancel="Go on with it"
      danger
      withReason
      pending={control.isPending}
      problem={control.error ? problemOf(control.error) : undefined}
      onConfirm={(reason) =>
        control.mutate(
          { what: 'cancel', ...(subscription && { subscription }), ...(reason && { reason }) },
          { onSuccess: close },
        )
      }
      onClose={close}
    >
      <p>{cancelWords(counts)}</p>
      <p>What is dropped stays failed and can be selected again, as long as Identity Cloud keeps it.</p>
    </ConfirmDialog>
  )
}
