import { useState } from 'react'
import classes from '../table/FilterBar.module.css'
import { useTimeZone } from './TimeZone.tsx'
import { inputToMoment, momentToInput } from './zoned-input.ts'

interface MomentInputProps {
  /** Stands in the field: "From". */
  label: string
  /** RFC 3339, or undefined when there is no limit. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A limit in time, typed in the zone that times are told in. Counts when the field is left or is whole again. */
export function MomentInput({ label, value, onChange }: MomentInputProps) {
  const { zone } = useTimeZone()
  const shown = value === undefined ? '' : momentToInput(value, zone)
  const [typed, setTyped] = useState({ text: shown, of: shown })
  if (typed.of !== shown) setTyped({ text: shown, of: shown })
  return (
    <label className={classes.moment} data-set={value === undefined ? undefined : true}>
      <span>{label}</span>
      <input
        type="datetime-local"
        value={typed.text}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTyped({ text, of: shown })
          const moment = inputToMoment(text, zone)
          if (moment !== undefined || text === '') onChange(moment)
        }}
      />
    </label>
  )
}
