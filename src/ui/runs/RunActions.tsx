import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { denied } from '../../contract/role.ts'
import type { RunDetail } from '../../contract/run.ts'
import { problemOf } from '../api/problem.ts'
import { controlRun } from '../api/runs.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { unsentCount } from '../components/run-counts.ts'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { CancelDialog } from './CancelDialog.tsx'
import { runHasEnded } from './run-words.ts'

/** Pauses, resumes or cancels the whole run. */
export function RunActions({ run }: { run: RunDetail }) {
  const environment = useEnvironment()
  const reason = denied(useSession().role, 'run.control')
  const control = useMutation(controlRun(environment.id, run.id))
  const [cancelling, setCancelling] = useState(false)
  const onError = (error: unknown) => {
    const { title, remedy } = problemOf(error)
    void notify({ tone: 'failure', title, text: remedy })
  }
  const held = run.state === 'paused' || run.state === 'stopped'
  const next = held ? 'resume' : 'pause'
  const nothingLeft = unsentCount(run.counts) === 0 ? 'Every call is out already' : undefined
  return (
    <>
      {runHasEnded(run.state) ? null : (
        <>
          <ActionButton
            variant={held ? 'filled' : 'default'}
            disabledReason={reason ?? (held ? undefined : nothingLeft)}
            aria-busy={control.isPending}
            onClick={() => (control.isPending ? undefined : control.mutate({ what: next }, { onError }))}
          >
            {held ? 'Resume' : 'Pause'}
          </ActionButton>
          <ActionButton disabledReason={reason ?? nothingLeft} onClick={() => setCancelling(true)}>
            Cancel…
          </ActionButton>
        </>
      )}
      <CancelDialog
        opened={cancelling}
        title={`Cancel ${run.name}?`}
        counts={run.counts}
        control={control}
        onClose={() => setCancelling(false)}
      />
    </>
  )
}
