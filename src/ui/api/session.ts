import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Session } from '../../contract/session.ts'
import { apiPath, call } from './client.ts'
import { signInGate } from './sign-in-gate.ts'

export const sessionQueries = {
  /** Who is signed in. Throws `signed_out` when nobody is. */
  current: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: async ({ signal }) => {
        const session = await call(apiPath('session'), Session, { signal, waitForSignIn: false })
        signInGate.arm()
        return session
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

const SignedOut = z.object({ location: z.string() })

/** Ends the session on the server; the reply says where to go next (the identity provider's own sign-out, or `/`). */
export function signOut() {
  return mutationOptions({
    mutationFn: () => call('/auth/sign-out', SignedOut, { method: 'POST', waitForSignIn: false }),
  })
}
