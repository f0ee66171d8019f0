import { TableSkeleton } from '../components/TableSkeleton.tsx'
import classes from './FailedList.module.css'
import table from './FailedTable.module.css'

const COLUMNS = ['', 'State', 'Event', 'User', 'Subscription', 'Answer', 'Attempts', 'Failed', 'Expires in']
const SCOPED = COLUMNS.filter((column) => column !== 'Subscription')

/** The list while it loads, of its final size. */
export const FailedSkeleton = ({ scoped }: { scoped: boolean }) => (
  <>
    <div className={classes.standing} aria-hidden>
      <span className={classes.views} />
    </div>
    <div className={table.bones}>
      <TableSkeleton columns={scoped ? SCOPED : COLUMNS} rows={20} />
    </div>
  </>
)
