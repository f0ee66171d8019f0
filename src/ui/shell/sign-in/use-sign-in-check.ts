import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sessionQueries } from '../../api/session.ts'
import { signInGate } from '../../api/sign-in-gate.ts'
import { announce } from '../../kit/feedback/announce.ts'

/**
 * Returns a function that reads the session and, after a new sign-in of the same person, releases the calls held
 * back.
 */
export function useSignInCheck(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    const now = await client.query({ ...sessionQueries.current(), staleTime: 0 }).catch(() => undefined)
    if (!now || signInGate.other() !== undefined) return
    announce('Signed in again')
    signInGate.open()
  }, [client])
}
