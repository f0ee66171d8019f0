import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Session } from '../../contract/session.ts'
import { apiPath, call } from './client.ts'
import { signInGate } from './sign-in-gate.ts'

export const sessionQueries = {
  /**
   * The signed-in user. Throws `signed_out` without one. A page stays the one of whom it was opened by, with what is typed
   * into it, when somebody else signs in meanwhile.
   */
  current: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: async ({ signal, client, queryKey }) => {
        const session = await call(apiPath('session'), Session, { signal, waitForSignIn: false })
        signInGate.arm()
        const before = client.getQueryData<Session>(queryKey)
        const isOther = before !== undefined && before.user.id !== session.user.id
        signInGate.becomeOther(isOther ? session.user.name : undefined)
        return isOther ? before : session
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

const SignedOut = z.object({ location: z.string() })

/** Ends the session on the server; the reply names the next address (the identity provider's sign-out, or `/`). */
export function signOut() {
  return mutationOptions({
    mutationFn: () => call('/auth/sign-out', SignedOut, { method: 'POST', waitForSignIn: false }),
  })
}
