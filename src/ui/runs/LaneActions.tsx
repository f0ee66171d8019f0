import { ActionIcon } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { denied } from '../../contract/role.ts'
import type { RunDetail, RunLane } from '../../contract/run.ts'
import { problemOf } from '../api/problem.ts'
import { controlRun } from '../api/runs.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { unsentCount } from '../components/run-counts.ts'
import { hint } from '../kit/feedback/hint.ts'
import { notify } from '../kit/feedback/notify.ts'
import { CancelDialog } from './CancelDialog.tsx'
import classes from './Lanes.module.css'

interface LaneActionsProps {
  lane: RunLane
  run: RunDetail
}

/** Pauses, resumes or cancels a lane. It is empty once all events are sent. */
export function LaneActions({ lane, run }: LaneActionsProps) {
  const environment = useEnvironment()
  const reason = denied(useSession().role, 'run.control')
  const control = useMutation(controlRun(environment.id, run.id))
  const [cancelling, setCancelling] = useState(false)
  const left = unsentCount(lane.counts) > 0
  const held = run.state === 'paused' || run.state === 'stopped'
  const { subscriptionId: subscription, title } = lane
  const send = (what: 'pause' | 'resume') =>
    control.mutate(
      { what, subscription },
      {
        onError: (error) => {
          const problem = problemOf(error)
          void notify({ tone: 'failure', title: problem.title, text: problem.remedy })
        },
      },
    )
  return (
    <span className={classes.actions}>
      {left && !held ? (
        <Act
          label={`${lane.paused ? 'Resume' : 'Pause'} ${title}`}
          reason={reason}
          busy={control.isPending}
          onClick={() => send(lane.paused ? 'resume' : 'pause')}
        >
          {lane.paused ? (
            <IconPlayerPlay size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconPlayerPause size={16} stroke={1.75} aria-hidden />
          )}
        </Act>
      ) : null}
      {left ? (
        <Act label={`Cancel ${title}`} reason={reason} onClick={() => setCancelling(true)}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </Act>
      ) : null}
      <CancelDialog
        opened={cancelling}
        title={`Cancel the part of ${title}?`}
        counts={lane.counts}
        subscription={subscription}
        control={control}
        onClose={() => setCancelling(false)}
      />
    </span>
  )
}

interface ActProps {
  label: string
  /** Says why it cannot be done. */
  reason: string | undefined
  /** True while it is being done; it keeps the focus meanwhile. */
  busy?: boolean
  onClick: () => void
  children: ReactNode
}

function Act({ label, reason, busy = false, onClick, children }: ActProps) {
  const id = useId()
  return (
    <>
      <ActionIcon
        aria-label={label}
        aria-busy={busy}
        {...(reason ? { 'aria-disabled': true, 'aria-describedby': id, 'data-disabled': true } : {})}
        {...hint(reason ?? label)}
        onClick={reason || busy ? () => {} : onClick}
      >
        {children}
      </ActionIcon>
      {reason ? (
        <span id={id} hidden>
          {reason}
        </span>
      ) : null}
    </>
  )
}
