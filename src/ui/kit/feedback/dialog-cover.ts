import { useLayoutEffect } from 'react'

let covering = 0

/** Counts a dialog, as long as it is open, as lying over whatever else is open; while it fades away it no longer does. */
export function useCovering(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return
    covering++
    return () => {
      covering--
    }
  }, [opened])
}

/** Whether a dialog lies over the others: Escape reaches all of them at once, and it is the one that is meant. */
export function isCovered(): boolean {
  return covering > 0
}
