import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import classes from '../../kit/table/Selection.module.css'
import { SelectionFrame } from '../../kit/table/SelectionFrame.tsx'
import { count, counted } from '../../kit/text/count-words.ts'
import { clockTime } from '../../kit/time/clock-time.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { blocked } from '../blocked.ts'
import { exceptName } from '../filters/chips.ts'
import { usePlan } from '../use-plan.ts'
import { countOf, outOf, redeliverable, sizeOf } from './selected.ts'
import type { FailedSelection } from './use-failed-selection.ts'

interface SelectedBarProps {
  selection: FailedSelection
  /** Matching events, undefined until counted. */
  total: number | undefined
  /** A proposed name for a run of all that match. */
  name: string
}

/** Shows the selection and the ways to deliver it, each with its count. */
export function SelectedBar({ selection, total, name }: SelectedBarProps) {
  const { selected, elsewhere, pickAll, putBack, clear } = selection
  const environment = useEnvironment()
  const { role } = useSession()
  const plan = usePlan()
  const clearButton = useRef<HTMLButtonElement>(null)
  const chosen = redeliverable(selected)
  const asking = { role, environment, selection: chosen }
  const size = count(sizeOf(chosen))
  const number = countOf(selected)
  const out = outOf(selected)
  if (number === 0) return null
  // A button that has done its work disappears, so the focus moves to the next.
  const select = (all: () => void) => () => {
    clearButton.current?.focus()
    all()
  }
  const go = (way: 'redelivery' | 'replay') => {
    if (!chosen) return
    const picked = counted(sizeOf(chosen), 'picked event')
    plan({ selection: chosen, way, name: selected.by === 'match' ? exceptName(name, out) : picked })
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
        <Button onClick={select(pickAll)}>Select all {count(total)} that match</Button>
      ) : null}
      {out > 0 ? <Button onClick={select(putBack)}>Put {count(out)} back</Button> : null}
      <Button ref={clearButton} onClick={clear}>
        Clear
      </Button>
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
  const out = selected.except.size
  const all = `All ${count(selected.count)} that match${out > 0 ? ` except ${count(out)}` : ''}`
  // On a phone the line breaks before the time, not within it.
  return `${all} are selected, ${`as of ${clockTime(selected.asOf, zone)}`.replaceAll(' ', '\u00a0')}`
}
