import { Button } from '@mantine/core'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { ActionButton } from '../components/ActionButton.tsx'
import { count, counted } from '../components/counted.ts'
import classes from '../components/Selection.module.css'
import { SelectionFrame } from '../components/SelectionFrame.tsx'
import { useTimeZone } from '../components/TimeZone.tsx'
import { blocked } from './blocked.ts'
import { clockTime } from './clock-time.ts'
import { countOf, redeliverable, sizeOf } from './selected.ts'
import type { FailedSelection } from './use-failed-selection.ts'
import { usePlan } from './use-plan.ts'

interface SelectedBarProps {
  selection: FailedSelection
  /** How many match, undefined while nobody knows. */
  total: number | undefined
  /** What a run of all that match may be called. */
  name: string
}

/** What is selected and the ways to get it delivered, each with its count. */
export function SelectedBar({ selection, total, name }: SelectedBarProps) {
  const { selected, elsewhere, pickAll, clear } = selection
  const environment = useEnvironment()
  const { role } = useSession()
  const plan = usePlan()
  const chosen = redeliverable(selected)
  const asking = { role, environment, selection: chosen }
  const size = count(sizeOf(chosen))
  const number = countOf(selected)
  if (number === 0) return null
  const go = (way: 'redelivery' | 'replay') => {
    if (!chosen) return
    plan({ selection: chosen, way, name: selected.by === 'match' ? name : counted(sizeOf(chosen), 'picked event') })
  }
  return (
    <SelectionFrame
      label="Selected events"
      words={
        <>
          <HowMany selection={selection} />
          {elsewhere > 0 ? <span className={classes.elsewhere}>, {count(elsewhere)} not in this list</span> : null}
        </>
      }
    >
      {selected.by === 'rows' && total !== undefined && total > number ? (
        <Button onClick={pickAll}>Select all {count(total)} that match</Button>
      ) : null}
      <Button onClick={clear}>Clear</Button>
      <ActionButton disabledReason={blocked('replay', asking)} onClick={() => go('replay')}>
        Direct replay {size}…
      </ActionButton>
      <ActionButton variant="filled" disabledReason={blocked('redelivery', asking)} onClick={() => go('redelivery')}>
        Redeliver {size}…
      </ActionButton>
    </SelectionFrame>
  )
}

function HowMany({ selection: { selected } }: { selection: FailedSelection }) {
  const { zone } = useTimeZone()
  if (selected.by === 'rows') return `${counted(selected.rows.size, 'event')} selected`
  return `All ${count(selected.count)} that match are selected, as of ${clockTime(selected.asOf, zone)}`
}
