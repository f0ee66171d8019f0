import { CloseButton, TextInput } from '@mantine/core'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './FilterBar.module.css'

/** Holds the search and the filters over a table; `end` stands at the far end. */
export function FilterBar({ label, children, end }: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <search className={classes.bar} aria-label={label}>
      {children}
      {end ? <div className={classes.end}>{end}</div> : null}
    </search>
  )
}

interface SearchInputProps {
  label: string
  /** The search in the address. */
  value: string
  /** Called a moment after the last key, and at once on clearing. */
  onChange: (value: string) => void
  delay?: number
}

/** Shows every key at once and searches when typing pauses. */
export function SearchInput({ label, value, onChange, delay = 250 }: SearchInputProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // By the time typing pauses another filter may have been chosen: only the newest callback knows of it.
  const search = useRef(onChange)
  useEffect(() => {
    search.current = onChange
  })
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string, wait: number) => {
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      sent.current = next.trim()
      search.current(sent.current)
    }, wait)
  }
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={typed ? <CloseButton size="sm" aria-label="Clear search" onClick={() => change('', 0)} /> : null}
      onChange={(event) => change(event.currentTarget.value, delay)}
    />
  )
}

interface ChoiceProps {
  /** Names the filter: "State". */
  label: string
  /** Undefined when nothing is chosen. */
  value: string | undefined
  choices: readonly { value: string; label: string }[]
  /** Shown when nothing is chosen: "Any state". */
  any: string
  onChange: (value: string | undefined) => void
}

/** Filters by one of a few choices, with the browser's own list, which works well by keyboard and on phones. */
export function Choice({ label, value, choices, any, onChange }: ChoiceProps) {
  const unknown = value !== undefined && !choices.some((choice) => choice.value === value)
  return (
    <span className={`${classes.choice} ${classes.native}`} data-set={value === undefined ? undefined : true}>
      <select
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{any}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
        {unknown ? <option value={value}>{value}</option> : null}
      </select>
      <IconChevronDown size={14} stroke={1.75} aria-hidden />
    </span>
  )
}
