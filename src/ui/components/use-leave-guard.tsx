import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { isReloading } from '../kit/lazy/reload.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

interface LeaveWords {
  title: string
  /** Says what leaving would lose. */
  text: string
  /** Stands on the button that leaves. */
  leave: string
}

/** Words for work that is done piece by piece. */
export const LEAVE_ONE_BY_ONE: LeaveWords = {
  title: 'Leave while this is under way?',
  text: 'The one under way is finished, the others are not begun. What became of each is in the journal.',
  leave: 'Leave and stop',
}

interface LeaveGuardOptions {
  /** True while leaving would lose something. */
  held: boolean
  words: LeaveWords
  /** Called when the reader decides to leave; given where the work survives a reload, for which nobody is asked then. */
  onLeave?: () => void
}

interface LeaveGuard {
  /** Asks whether to leave; it can stand anywhere in the page. */
  dialog: ReactNode
  /** Lets the reader leave from now on, because the work is stored or to be dropped. */
  letGo: () => void
}

/**
 * Asks before the reader leaves the page while `held`: inside the app with a dialog, otherwise with the browser's own.
 */
export function useLeaveGuard({ held, words: { title, text, leave }, onLeave }: LeaveGuardOptions): LeaveGuard {
  const free = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => held && !free.current && currentLocation.pathname !== nextLocation.pathname,
  )
  const kept = onLeave !== undefined
  useEffect(() => {
    if (!held) return
    const ask = (event: BeforeUnloadEvent) => {
      if (!free.current && !(kept && isReloading())) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [held, kept])
  const letGo = useCallback(() => {
    free.current = true
  }, [])
  const dialog = (
    <ConfirmDialog
      opened={blocker.state === 'blocked'}
      title={title}
      confirm={leave}
      cancel="Stay here"
      danger
      onConfirm={() => {
        onLeave?.()
        blocker.proceed?.()
      }}
      onClose={() => blocker.reset?.()}
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
  return { dialog, letGo }
}
