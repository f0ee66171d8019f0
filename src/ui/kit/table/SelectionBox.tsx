import classes from './Selection.module.css'

interface SelectionBoxProps {
  label: string
  checked: boolean
  /** True when a part of its rows is selected. */
  partly?: boolean
  /** `range` is true when Shift was held. */
  onPick: (on: boolean, range: boolean) => void
  /** -1 where the keys of the row select, and the row is the tab stop. */
  tabIndex?: 0 | -1
}

/** Selects a row or a page. It is a native checkbox, because a table has a hundred of them. */
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
