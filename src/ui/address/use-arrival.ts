import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'

const ArrivalState = z.object({ ask: z.enum(['test', 'on']) })
type Asked = z.infer<typeof ArrivalState>['ask']

/** Returns the state of a history entry that opens a subscription's page with a question asked. */
export function arrivalState(ask: Asked): z.infer<typeof ArrivalState> {
  return { ask }
}

/** Returns true, once, on a page that was opened with this question: a reload, or a way back, does not ask again. */
export function useArrival(ask: Asked): boolean {
  const { state, pathname, search } = useLocation()
  const navigate = useNavigate()
  const [asked] = useState(() => ArrivalState.safeParse(state).data?.ask === ask)
  useEffect(() => {
    if (asked) void navigate(pathname + search, { replace: true, state: null, preventScrollReset: true })
  }, [asked, navigate, pathname, search])
  return asked
}
