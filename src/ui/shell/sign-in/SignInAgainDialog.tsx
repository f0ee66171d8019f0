import { SECOND } from '../../../contract/durations.ts'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import { Button, Modal } from '@mantine/core'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { paths } from '../../address/paths.ts'
import { signInGate } from '../../api/sign-in-gate.ts'
import { useSession } from '../../api/use-session.ts'
import { useCovering } from '../../kit/feedback/dialog-cover.ts'
import classes from './SignInAgain.module.css'
import { onSignedIn } from './sign-in-elsewhere.ts'
import { useSignInCheck } from './use-sign-in-check.ts'

const EVERY = 3 * SECOND

/**
 * Says over the untouched page that the sign-in has expired, or is somebody else's now, and offers it again in a second tab.
 * The calls held back go on when that tab announces it, when the window gets the focus, or at the next regular check.
 */
export function SignInAgainDialog() {
  const [later, setLater] = useState(false)
  const other = useSyncExternalStore(signInGate.subscribe, signInGate.other)
  const { user } = useSession()
  useCovering(!later)
  const check = useSignInCheck()
  const recheck = useCallback(() => void check(), [check])
  useEffect(() => onSignedIn(recheck), [recheck])
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && recheck(), EVERY)
    window.addEventListener('focus', recheck)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', recheck)
    }
  }, [recheck])
  const signIn = () => window.open(paths.signIn(paths.signedIn()), '_blank')
  const title = other === undefined ? 'Your sign-in has expired' : `You are signed in as ${other} now`
  if (later) {
    return (
      <div className={classes.strip} role="alert">
        {title}.
        <Button size="compact-sm" onClick={signIn}>
          Sign in again
        </Button>
      </div>
    )
  }
  return (
    <Modal opened onClose={() => setLater(true)} title={title} withCloseButton={false}>
      <p className={classes.text}>
        {other === undefined
          ? 'This page stays as it is, with everything you typed. Sign in again in a new tab, and what you were doing goes on here.'
          : `This page was opened by ${user.name} and stays as it is, with everything that was typed. Nothing is sent from it until ${user.name} signs in again.`}
      </p>
      <div className={classes.buttons}>
        <Button onClick={() => setLater(true)}>Not now</Button>
        {other === undefined ? null : <Button onClick={() => location.reload()}>Reload as {other}</Button>}
        <Button variant="filled" onClick={signIn} data-autofocus>
          Sign in again
        </Button>
      </div>
    </Modal>
  )
}
