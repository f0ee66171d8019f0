import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import type { Plan } from '../../../contract/plan.ts'
import type { RunOptions } from '../../../contract/run.ts'
import { NAME_FIRST } from '../../components/RunFields.tsx'
import { ActionBar } from '../../kit/feedback/ActionBar.tsx'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { startWords } from './plan-words.ts'
import classes from './StartBar.module.css'

interface StartBarProps {
  plan: Plan
  options: RunOptions
  named: boolean
  /** True while another plan is being made. */
  behind: boolean
  pending: boolean
}

/** Shows the consequence on a button, always in sight. */
export function StartBar({ plan, options, named, behind, pending }: StartBarProps) {
  const navigate = useNavigate()
  const reader = { now: Date.parse(plan.asOf), zone: useTimeZone().zone }
  const reason = behind
    ? 'The plan is being made anew'
    : plan.total === 0
      ? 'None of the selected events can be sent'
      : (plan.ways[options.way].unavailable ?? (named ? undefined : NAME_FIRST))
  return (
    <ActionBar>
      <span className={classes.state}>{behind ? 'Planning…' : 'Nothing is sent yet'}</span>
      <span className={classes.buttons}>
        <Button onClick={() => void navigate(-1)} disabled={pending}>
          Cancel
        </Button>
        <ActionButton type="submit" variant="filled" loading={pending} disabledReason={reason} onClick={() => {}}>
          {startWords(plan, options, reader)}
        </ActionButton>
      </span>
    </ActionBar>
  )
}
