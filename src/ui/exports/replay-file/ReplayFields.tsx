import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import type { Subscription } from '../../../contract/subscription.ts'
import { ReasonField } from '../../components/ReasonField.tsx'
import { PaceField, RunNameField } from '../../components/RunFields.tsx'
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
      <PaceField pace={wishes.pace} onPace={(pace) => onChange({ pace })} />
      <Checkbox
        label="Try one event first"
        description="The others go out once the listener accepted it; if it does not, the run stops"
        checked={wishes.canary}
        onChange={(event) => onChange({ canary: event.currentTarget.checked })}
      />
      <RunNameField label="Name of the run" name={wishes.name} onName={(name) => onChange({ name })} />
      <ReasonField value={wishes.reason} onChange={(reason) => onChange({ reason })} />
    </div>
  )
}
