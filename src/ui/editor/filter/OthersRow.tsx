import type { PlainRules } from '../../../filter/rules.ts'
import classes from './Filter.module.css'
import { Segments } from './Segments.tsx'

const CHOICES = [
  { value: 'pass', label: 'Send all' },
  { value: 'drop', label: 'Drop' },
] as const

interface OthersRowProps {
  others: PlainRules['others']
  onChange: (others: PlainRules['others']) => void
}

/** Edits the fate of event types that the filter does not name (API 4.3). */
export function OthersRow({ others, onChange }: OthersRowProps) {
  return (
    <li className={classes.type}>
      <div className={classes.typeHead}>
        <div>
          <span className={classes.typeName}>Any other event type</span>
          <span className={classes.quiet}>Also those that Identity Cloud may add; only if it is subscribed to</span>
        </div>
        <Segments label="Any other event type" value={others} choices={CHOICES} onChange={onChange} />
      </div>
    </li>
  )
}
