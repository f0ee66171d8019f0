import { TextInput } from '@mantine/core'
import { MAX_AT_ONCE, MAX_PACE } from '../../contract/run.ts'
import { WholeInput } from '../kit/text/WholeInput.tsx'

/** Says why a run without a name cannot be started. */
export const NAME_FIRST = 'Give the run a name first'

interface RunNameFieldProps {
  label: string
  name: string
  onName: (name: string) => void
}

/** Asks for the name of a run. */
export function RunNameField({ label, name, onName }: RunNameFieldProps) {
  return (
    <TextInput
      label={label}
      maxLength={200}
      autoComplete="off"
      required
      withAsterisk={false}
      error={name.trim() === '' ? 'A run needs a name' : undefined}
      value={name}
      onChange={(event) => onName(event.currentTarget.value)}
    />
  )
}

interface PaceFieldProps {
  /** Posts a second. */
  pace: number
  onPace: (pace: number) => void
}

/** Asks how many posts a second a direct replay may make. */
export function PaceField({ pace, onPace }: PaceFieldProps) {
  return (
    <WholeInput
      label="Posts a second"
      description={`At most ${MAX_PACE}, and never more than ${MAX_AT_ONCE} under way at once`}
      value={pace}
      max={MAX_PACE}
      onChange={onPace}
    />
  )
}
