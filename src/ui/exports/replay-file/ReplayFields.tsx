import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { MAX_AT_ONCE, MAX_PACE } from '../../../contract/run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { WholeInput } from '../../kit/text/WholeInput.tsx'
import { ListenerChoice } from './ListenerChoice.tsx'
import classes from './Replay.module.css'

export interface ReplayWishes {
  name: string
  reason: string
  /** Posts a second. */
  pace: number
  canary: boolean
}

interface ReplayFieldsProps {
  listener: Subscription | undefined
  /** True when the file itself names this subscription. */
  meant: boolean
  wishes: ReplayWishes
  onListener: (listener: Subscription) => void
  onChange: (patch: Partial<ReplayWishes>) => void
}

/** Holds the listener, the options and the name of the replay. */
export function ReplayFields({ listener, meant, wishes, onListener, onChange }: ReplayFieldsProps) {
  return (
    <div className={classes.fields}>
      <ListenerChoice chosen={listener} meant={meant} onChange={onListener} />
      <WholeInput
        label="Posts a second"
        description={`At most ${MAX_PACE}, and never more than ${MAX_AT_ONCE} under way at once`}
        value={wishes.pace}
        max={MAX_PACE}
        onChange={(pace) => onChange({ pace })}
      />
      <Checkbox
        label="Try one event first"
        description="The others go out once the listener accepted it; if it does not, the run stops"
        checked={wishes.canary}
        onChange={(event) => onChange({ canary: event.currentTarget.checked })}
      />
      <TextInput
        label="Name of the run"
        maxLength={200}
        autoComplete="off"
        error={wishes.name.trim() === '' ? 'A run needs a name' : undefined}
        value={wishes.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Textarea
        label="Reason"
        description="Optional; kept in the journal"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={wishes.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
    </div>
  )
}
