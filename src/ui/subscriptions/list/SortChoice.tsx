import type { SubscriptionQuery } from '../../../contract/subscription.ts'
import { Choice } from '../../kit/table/FilterBar.tsx'
import classes from './SortChoice.module.css'

type Sorting = Pick<SubscriptionQuery, 'sort' | 'direction'>

/** The ways worth offering; the heads of a wide table offer them all. The first is how the list comes. */
const WAYS: (Sorting & { label: string })[] = [
  { sort: 'title', direction: 'asc', label: 'By title' },
  { sort: 'failed', direction: 'desc', label: 'Most failed first' },
  { sort: 'lastDelivered', direction: 'asc', label: 'Longest without delivery first' },
  { sort: 'lastDelivered', direction: 'desc', label: 'Last delivered first' },
  { sort: 'updated', direction: 'desc', label: 'Last changed first' },
  { sort: 'endpoint', direction: 'asc', label: 'By endpoint' },
]

const same = (a: Sorting, b: Sorting) => a.sort === b.sort && a.direction === b.direction

/** Sorting where the table has no heads to click: on a phone, and for the columns a small window leaves out. */
export function SortChoice({ sorting, onSort }: { sorting: Sorting; onSort: (sorting: Sorting) => void }) {
  const [usual, ...others] = WAYS
  const at = others.findIndex((way) => same(way, sorting))
  const own = usual && same(usual, sorting) ? undefined : at < 0 ? 'As the table is sorted' : String(at)
  return (
    <span className={classes.narrow}>
      <Choice
        label="Sort"
        any={usual?.label ?? ''}
        value={own}
        choices={others.map(({ label }, index) => ({ value: String(index), label }))}
        onChange={(value) => {
          const way = value === undefined ? usual : others[Number(value)]
          if (way) onSort({ sort: way.sort, direction: way.direction })
        }}
      />
    </span>
  )
}
