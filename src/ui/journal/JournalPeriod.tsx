import { useState } from 'react'
import { DAY, HOUR } from '../../contract/durations.ts'
import { Choice } from '../kit/table/FilterBar.tsx'
import { MomentInput } from '../kit/time/MomentInput.tsx'
import { serverNow } from '../kit/time/server-clock.ts'

const SPANS: Record<string, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY }
const BETWEEN = 'between'
const CHOICES = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: BETWEEN, label: 'Between' },
]

interface JournalPeriodProps {
  from: string | undefined
  to: string | undefined
  onChange: (period: { from?: string | undefined; to?: string | undefined }) => void
}

/**
 * Filters by a span back from now, or by two moments. A span becomes a moment, so that a shared address keeps its
 * meaning.
 */
export function JournalPeriod({ from, to, onChange }: JournalPeriodProps) {
  const [asked, setAsked] = useState(false)
  const between = asked || from !== undefined || to !== undefined
  const choose = (value: string | undefined) => {
    setAsked(value === BETWEEN)
    const span = value === undefined ? undefined : SPANS[value]
    if (span !== undefined) onChange({ from: new Date(serverNow() - span).toISOString(), to: undefined })
    else if (value === undefined) onChange({ from: undefined, to: undefined })
  }
  return (
    <>
      <Choice label="When" any="Any time" value={between ? BETWEEN : undefined} choices={CHOICES} onChange={choose} />
      {between ? (
        <>
          <MomentInput label="From" value={from} onChange={(moment) => onChange({ from: moment })} />
          <MomentInput label="To" value={to} onChange={(moment) => onChange({ to: moment })} />
        </>
      ) : null}
    </>
  )
}
