import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ExportList } from '../../contract/export.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { startExport } from '../api/exports.ts'
import { problemOf, type ShownProblem } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { announce } from '../kit/feedback/announce.ts'
import { useOpenedAfterMount } from '../kit/feedback/use-opened-after-mount.ts'
import { StartRefused } from './StartRefused.tsx'
import { StartWords } from './StartWords.tsx'

interface StartExportDialogProps {
  subscription: Subscription
  list: ExportList
  opened: boolean
  onClose: () => void
}

/** Words what an export does, asks to confirm that it happens only once, and stays until it is under way. */
export function StartExportDialog({ subscription, list, opened, onClose }: StartExportDialogProps) {
  const environment = useEnvironment()
  const [understood, setUnderstood] = useState(false)
  const [missed, setMissed] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const start = useMutation(startExport(environment.id, subscription.id))
  const problem = start.error ? problemOf(start.error) : undefined
  const refusal = startRefusal(problem)
  const unknown = problem?.code === 'outcome_unknown'
  const submit = (reason: string | undefined) => {
    if (!understood) {
      setMissed(true)
      box.current?.focus()
      return
    }
    start.mutate(
      { understood: true, ...(reason ? { reason } : {}) },
      {
        onSuccess: () => {
          onClose()
          announce('The export is under way')
        },
      },
    )
  }
  return (
    <ConfirmDialog
      opened={useOpenedAfterMount(opened)}
      title={`Export the failed events of ${subscription.title}?`}
      confirm={refusal === 'daily' || unknown ? undefined : refusal === 'busy' ? 'Try again' : 'Export them, once'}
      cancel={refusal === 'daily' || unknown ? 'Close' : 'Cancel'}
      withReason
      pending={start.isPending}
      problem={refusal ? undefined : problem}
      onConfirm={submit}
      onClose={onClose}
    >
      {refusal && problem && !start.isPending ? <StartRefused problem={problem} /> : null}
      {unknown ? <p>The list behind this tells: an export that was started is in it within seconds.</p> : null}
      {refusal === undefined && !unknown ? <StartWords list={list} /> : null}
      {refusal === 'daily' || unknown ? null : (
        <Checkbox
          ref={box}
          label="I understand that each event is exported only once"
          error={missed && !understood ? 'Without this no export is started' : undefined}
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  )
}

/** Reasons why the API starts no export now: one is under way, or one was completed in the last 24 h (API 10). */
export type StartRefusal = 'busy' | 'daily'

/** Reads the reason from the API's own words; undefined for every other problem. */
export function startRefusal(problem: ShownProblem | undefined): StartRefusal | undefined {
  if (problem?.upstreamStatus !== 409 && problem?.upstreamStatus !== 429) return undefined
  const words = problem.upstreamMessage ?? ''
  if (/active|running|progress/i.test(words)) return 'busy'
  return /24|\bday\b|daily|hour/i.test(words) ? 'daily' : 'busy'
}
