import { type ReactNode, useEffect } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from './ConfirmDialog.tsx'

interface HoldWords {
  title: string
  /** What leaving means, in words. */
  text: string
  leave: string
}

/**
 * Holds back whoever leaves the page while `held`: inside the app with a dialog, otherwise with the browser's own. The
 * dialog is to be put anywhere in the page.
 */
export function useHold(held: boolean, { title, text, leave }: HoldWords): ReactNode {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => held && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!held) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', hold)
    return () => removeEventListener('beforeunload', hold)
  }, [held])
  return (
    <ConfirmDialog
      opened={blocker.state === 'blocked'}
      title={title}
      confirm={leave}
      cancel="Stay here"
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
}
