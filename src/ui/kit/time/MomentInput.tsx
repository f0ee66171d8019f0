import { useState } from 'react'
import classes from '../table/FilterBar.module.css'
import { useTimeZone } from './TimeZone.tsx'
import type { Zone } from './time-words.ts'

interface MomentInputProps {
  /** Labels the field: "From". */
  label: string
  /** RFC 3339, or undefined when there is no limit. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Takes a limit in time, in the zone of the page. It is reported when the field is left or complete again. */
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

const two = (value: number) => String(value).padStart(2, '0')

/** Returns an RFC 3339 time as a `datetime-local` field has it, to the minute and in the zone of the page. */
export function momentToInput(at: string, zone: Zone): string {
  const time = new Date(at)
  if (zone === 'utc') return time.toISOString().slice(0, 16)
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** Returns the RFC 3339 time of a field; undefined when it is empty or half filled in. */
export function inputToMoment(value: string, zone: Zone): string | undefined {
  const time = Date.parse(zone === 'utc' ? `${value}Z` : value)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
