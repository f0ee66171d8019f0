import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'

interface Leaving {
  /** Asks whether to leave; to be put anywhere in the page. */
  dialog: ReactNode
  /** From now on nobody is held back: what was typed is stored, or to be dropped. */
  letGo: () => void
}

/** Holds back whoever leaves with unsaved work: inside the app with a dialog, otherwise with the browser's own. */
export function useLeaving(unsaved: boolean): Leaving {
  const free = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && !free.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!unsaved) return
    const hold = (event: BeforeUnloadEvent) => {
      if (!free.current) event.preventDefault()
    }
    addEventListener('beforeunload', hold)
    return () => removeEventListener('beforeunload', hold)
  }, [unsaved])
  const letGo = useCallback(() => {
    free.current = true
  }, [])
  const dialog = (
    <ConfirmDialog
      opened={blocker.state === 'blocked'}
      title="Leave without saving?"
      confirm="Leave and drop the changes"
      cancel="Stay here"
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <p>What you changed here is not stored anywhere yet.</p>
    </ConfirmDialog>
  )
  return { dialog, letGo }
}
