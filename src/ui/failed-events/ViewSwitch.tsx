import { VisuallyHidden } from '@mantine/core'
import classes from './FailedList.module.css'
import type { FailedAddress } from './failed-address.ts'

const VIEWS = [
  { view: 'rows', word: 'Events' },
  { view: 'causes', word: 'By cause' },
] as const

interface ViewSwitchProps {
  view: FailedAddress['view']
  onView: (view: FailedAddress['view']) => void
}

/** Switches between single events and groups by cause. */
export function ViewSwitch({ view: shown, onView }: ViewSwitchProps) {
  return (
    <fieldset className={classes.views}>
      <VisuallyHidden component="legend">Show as</VisuallyHidden>
      {VIEWS.map(({ view, word }) => (
        <button key={view} type="button" aria-pressed={view === shown} onClick={() => onView(view)}>
          {word}
        </button>
      ))}
    </fieldset>
  )
}
