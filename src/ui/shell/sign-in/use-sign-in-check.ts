import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sessionQueries } from '../../api/session.ts'
import { signInGate } from '../../api/sign-in-gate.ts'
import { announce } from '../../kit/feedback/announce.ts'

/**
 * Returns a function that reads the session and, after a new sign-in, releases the calls held back. Another user gets
 * the page loaded anew.
 */
export function useSignInCheck(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    const before = client.getQueryData(sessionQueries.current().queryKey)
    const now = await client.query({ ...sessionQueries.current(), staleTime: 0 }).catch(() => undefined)
    if (!now) return
    if (before && before.user.id !== now.user.id) return location.reload()
    announce('Signed in again')
    signInGate.open()
  }, [client])
}
