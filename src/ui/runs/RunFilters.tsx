import { RunQuery } from '../../contract/run.ts'
import { useAddress } from '../address/use-address.ts'
import { Choice, FilterBar } from '../kit/table/FilterBar.tsx'

const STATES = [
  { value: 'active', label: 'Not ended' },
  { value: 'ended', label: 'Ended' },
]
const SHOW = [
  { value: 'singles', label: 'Single events' },
  { value: 'all', label: 'Runs and single events' },
]

/** Filters the list; every change starts at the newest run again. */
export function RunFilters() {
  const { query, change } = useAddress(RunQuery)
  const first = { before: undefined, after: undefined }
  return (
    <FilterBar label="Filter runs">
      <Choice
        label="State"
        any="Any state"
        value={query.state}
        choices={STATES}
        onChange={(state) => change({ state: state === 'active' || state === 'ended' ? state : undefined, ...first })}
      />
      <Choice
        label="Show"
        any="Runs"
        value={query.show === 'runs' ? undefined : query.show}
        choices={SHOW}
        onChange={(show) => change({ show: show === 'singles' || show === 'all' ? show : 'runs', ...first })}
      />
    </FilterBar>
  )
}
