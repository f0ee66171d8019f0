import { useMutation } from '@tanstack/react-query'
import type { ExportJob } from '../../contract/export.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { cancelExport } from '../api/exports.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { useOpenedAfterMount } from '../kit/feedback/use-opened-after-mount.ts'
import { jobLook } from './job-looks.ts'

interface CancelExportDialogProps {
  subscription: Subscription
  /** The job as it is now, not as it was when the dialog opened. */
  job: ExportJob
  opened: boolean
  onClose: () => void
}

/** Asks before an export is cancelled, which is possible only until its file is begun (API 10). */
export function CancelExportDialog({ subscription, job, opened, onClose }: CancelExportDialogProps) {
  const environment = useEnvironment()
  const cancel = useMutation(cancelExport(environment.id, subscription.id))
  const problem = cancel.error ? problemOf(cancel.error) : undefined
  const over = job.state !== 'processing' && !cancel.isPending
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(opened)}
      title={over ? `The export is ${jobLook(job).word.toLowerCase()}` : 'Cancel this export?'}
      confirm={over ? undefined : 'Cancel it, without a file'}
      cancel={over ? 'Close' : 'Let it go on'}
      danger
      withReason
      pending={cancel.isPending}
      problem={over ? undefined : problem}
      onConfirm={(reason) =>
        cancel.mutate(
          { exportId: job.id, ...(reason ? { reason } : {}) },
          {
            onSuccess: () => {
              onClose()
              void notify({
                tone: 'success',
                title: 'The export is cancelled',
                text: `Its events can be exported again.`,
              })
            },
          },
        )
      }
      onClose={onClose}
    >
      {over ? (
        <p>It came to its end while this was open. There is nothing left to cancel.</p>
      ) : (
        <p>
          No file is made of the failed events of {subscription.title}. They stay as they are, and the next export takes
          them. Once Identity Cloud has begun to write the file, it cannot be cancelled any more.
        </p>
      )}
    </ConfirmDialog>
  )
}
