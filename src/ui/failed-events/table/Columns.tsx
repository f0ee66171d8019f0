import classes from './FailedTable.module.css'

/** Sets the widths of the columns, which do not depend on the rows in sight. */
export function Columns({ scoped }: { scoped: boolean }) {
  return (
    <>
      <col className={classes.select} />
      <col className={classes.state} />
      <col className={classes.event} />
      <col className={classes.user} />
      {scoped ? null : <col className={classes.subscription} />}
      <col className={scoped ? classes.wideAnswer : classes.answer} />
      <col className={classes.attempts} />
      <col className={classes.at} />
      <col className={classes.expires} />
    </>
  )
}
