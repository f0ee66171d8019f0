import { useLayoutEffect } from 'react'

let covering = 0

/** Counts a dialog as covering the page while it is open, but not while it fades away. */
export function useCovering(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return
    covering++
    return () => {
      covering--
    }
  }, [opened])
}

/** Returns true when a dialog covers the rest. Escape reaches every open layer at once, but is meant for the dialog. */
export function isCovered(): boolean {
  return covering > 0
}
