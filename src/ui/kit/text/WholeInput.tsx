import { TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from './WholeInput.module.css'

interface WholeInputProps {
  label: string
  description?: string
  value: number
  max: number
  /** Indents it under the choice it belongs to. */
  indented?: boolean
  onChange: (value: number) => void
}

const DIGITS = /^\d{1,4}$/

/** Takes a whole number from 1. Typing reports each valid number; an invalid one is put back when the field is left. */
export function WholeInput({ label, description, value, max, indented = false, onChange }: WholeInputProps) {
  const [typed, setTyped] = useState(String(value))
  const fits = (text: string) => DIGITS.test(text) && Number(text) >= 1 && Number(text) <= max
  return (
    <TextInput
      label={label}
      description={description}
      className={`${classes.number} ${indented ? classes.indented : ''}`}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      error={fits(typed) ? undefined : `A whole number from 1 to ${max}`}
      onChange={(event) => {
        const next = event.currentTarget.value.trim()
        setTyped(next)
        if (fits(next)) onChange(Number(next))
      }}
      onBlur={() => setTyped(String(value))}
    />
  )
}
