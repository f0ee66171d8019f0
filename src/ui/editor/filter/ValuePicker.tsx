import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { type ComboboxItem, type OptionsFilter, TagsInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { hint } from '../../kit/feedback/hint.ts'
import type { Choice } from './choices.ts'
import classes from './ValuePicker.module.css'

interface ValuePickerProps {
  /** "Application is one of" */
  label: string
  /** The placeholder while nothing is chosen. */
  placeholder: string
  values: string[]
  choices: Choice[]
  /** Values that something is wrong with. */
  doubtful: ReadonlySet<string>
  /** The condition was just added: whoever added it goes on typing here. */
  focusNow?: boolean
  onChange: (values: string[]) => void
}

/** The number of choices that a person can look through; more typing finds the rest. */
const SHOWN = 100

/** Returns the value of a typed name, or the text itself. */
const meant = (typed: string, choices: Choice[]): string =>
  choices.some(({ value }) => value === typed)
    ? typed
    : (choices.find(({ label, named }) => named && label.toLowerCase() === typed.toLowerCase())?.value ?? typed)

const filterBy =
  (choices: Map<string, Choice>): OptionsFilter =>
  ({ options, search, limit }) => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = ({ value, label }: ComboboxItem) => {
      const text = `${value} ${label} ${choices.get(value)?.detail ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    }
    return (options as ComboboxItem[]).filter(fits).slice(0, limit)
  }

/** Several values, from what exists or typed freely; each can be taken away by keyboard as well. */
export function ValuePicker(props: ValuePickerProps) {
  const { label, placeholder, values, choices, doubtful, focusNow = false, onChange } = props
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => {
    if (focusNow) field.current?.focus()
  }, [])
  const known = new Map(choices.map((choice) => [choice.value, choice]))
  return (
    <TagsInput
      aria-label={label}
      placeholder={values.length === 0 ? placeholder : ''}
      value={values}
      data={choices.map(({ value, label: text }) => ({ value, label: text }))}
      filter={filterBy(known)}
      limit={SHOWN}
      maxDropdownHeight={320}
      splitChars={[',', ';', '\n', '\t']}
      isDuplicate={(value, all) => all.includes(meant(value, choices))}
      ref={field}
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
      classNames={{ input: classes.input ?? '', inputField: classes.field ?? '', option: classes.option ?? '' }}
      onChange={(next) => onChange([...new Set(next.map((value) => meant(value.trim(), choices)).filter(Boolean))])}
      renderOption={({ option }) => <OptionWords choice={known.get(option.value)} value={option.value} />}
      renderPill={({ value = '', onRemove }) => (
        <Chip value={value} choice={known.get(value)} doubtful={doubtful.has(value)} onRemove={onRemove} />
      )}
    />
  )
}

const OptionWords = ({ value, choice }: { value: string; choice: Choice | undefined }) => (
  <span className={classes.words}>
    <span className={classes.label} data-code={choice?.label === value || undefined}>
      {choice?.label ?? value}
    </span>
    {choice?.count ? <span className={classes.count}>{choice.count.toLocaleString('en')}</span> : null}
    {choice?.detail ? <span className={classes.detail}>{choice.detail}</span> : null}
  </span>
)

interface ChipProps {
  value: string
  choice: Choice | undefined
  doubtful: boolean
  onRemove: (() => void) | undefined
}

const Chip = ({ value, choice, doubtful, onRemove }: ChipProps) => {
  const label = choice?.label ?? value
  return (
    <span className={classes.chip} data-doubtful={doubtful || undefined} {...hint(label === value ? undefined : value)}>
      <span className={classes.chipLabel}>{label}</span>
      <button type="button" className={classes.remove} aria-label={`Remove ${label}`} onClick={onRemove}>
        <IconX size={12} stroke={2} aria-hidden />
      </button>
    </span>
  )
}
