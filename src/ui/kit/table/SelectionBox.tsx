import classes from './Selection.module.css'

interface SelectionBoxProps {
  label: string
  checked: boolean
  /** Some of what it stands for is selected. */
  partly?: boolean
  /** `range` is true when Shift was held. */
  onPick: (on: boolean, range: boolean) => void
  /** -1 where keys of the row do the same and another is the way in. */
  tabIndex?: 0 | -1
}

/** A checkbox that selects a row or a page. Native: a table has a hundred of them. */
export function SelectionBox({ label, checked, partly = false, onPick, tabIndex }: SelectionBoxProps) {
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={label}
      checked={checked}
      tabIndex={tabIndex}
      ref={(box) => {
        if (box) box.indeterminate = partly
      }}
      onChange={({ currentTarget, nativeEvent }) =>
        onPick(currentTarget.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
    />
  )
}
