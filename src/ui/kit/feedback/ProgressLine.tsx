import classes from './ProgressLine.module.css'

interface ProgressLineProps {
  /** Names what progresses: "Copying in". */
  label: string
  done: number
  total: number
}

/** Shows progress of known length as a bar and in numbers; screen readers hear every tenth part. */
export function ProgressLine({ label, done, total }: ProgressLineProps) {
  const tenth = total === 0 ? 0 : Math.floor((done / total) * 10)
  return (
    <div className={classes.line}>
      <progress className={classes.bar} aria-label={label} max={Math.max(total, 1)} value={done} />
      <span className={classes.words}>
        {label}: {done.toLocaleString('en')} of {total.toLocaleString('en')}
      </span>
      <span role="status" className={classes.spoken}>
        {`${label}: ${tenth * 10} percent`}
      </span>
    </div>
  )
}
