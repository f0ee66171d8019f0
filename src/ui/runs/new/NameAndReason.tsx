import { ReasonField } from '../../components/ReasonField.tsx'
import { RunNameField } from '../../components/RunFields.tsx'
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
      <RunNameField label="Name" name={name} onName={onName} />
      <ReasonField minRows={3} maxRows={8} value={reason} onChange={onReason} />
    </section>
  )
}
