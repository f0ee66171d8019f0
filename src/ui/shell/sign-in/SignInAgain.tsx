import { useSyncExternalStore } from 'react'
import { signInGate } from '../../api/sign-in-gate.ts'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

const SignInAgainDialog = lazyPart(async () => (await import('./SignInAgainDialog.tsx')).SignInAgainDialog)

/** Loads the sign-in dialog when a call is held back because the session ended. */
export function SignInAgain() {
  const closed = useSyncExternalStore(signInGate.subscribe, signInGate.closed)
  return closed ? <SignInAgainDialog /> : null
}
