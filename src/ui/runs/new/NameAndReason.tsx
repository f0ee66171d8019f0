import { Textarea, TextInput } from '@mantine/core'
import classes from './NewRun.module.css'

interface NameAndReasonProps {
  name: string
  reason: string
  onName: (name: string) => void
  onReason: (reason: string) => void
}

/** Asks for the run's name and reason, which the list and the journal show. */
export function NameAndReason({ name, reason, onName, onReason }: NameAndReasonProps) {
  return (
    <section className={classes.fields} aria-labelledby="run-words">
      <h2 id="run-words" className={classes.heading}>
        What others will read
      </h2>
      <TextInput
        label="Name"
        maxLength={200}
        autoComplete="off"
        required
        withAsterisk={false}
        error={name.trim() === '' ? 'A run needs a name' : undefined}
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <Textarea
        label="Reason"
        description="Optional; kept in the journal"
        autosize
        minRows={3}
        maxRows={8}
        maxLength={500}
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </section>
  )
}
