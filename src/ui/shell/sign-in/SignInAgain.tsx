import { lazy, Suspense, useSyncExternalStore } from 'react'
import { signInGate } from '../../api/sign-in-gate.ts'

const SignInAgainDialog = lazy(async () => ({ default: (await import('./SignInAgainDialog.tsx')).SignInAgainDialog }))

/** Loads the sign-in dialog when a call is held back because the session ended. */
export function SignInAgain() {
  const closed = useSyncExternalStore(signInGate.subscribe, signInGate.closed)
  return closed ? (
    <Suspense>
      <SignInAgainDialog />
    </Suspense>
  ) : null
}
