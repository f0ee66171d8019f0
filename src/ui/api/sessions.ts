import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import { EndedSessions, type EndSessions, OpenSessions } from '../../contract/session.ts'
import { apiPath, call } from './client.ts'

/** A person's own sessions, or everybody's, which is for administrators (`role_missing` otherwise). */
export type SessionScope = 'own' | 'all'

const pathOf = (scope: SessionScope, ...parts: string[]) =>
  apiPath('sessions', ...(scope === 'own' ? ['own'] : []), ...parts)

export const openSessionQueries = {
  all: () => ['sessions'] as const,
  /** The one used last first. */
  list: (scope: SessionScope) =>
    queryOptions({
      queryKey: [...openSessionQueries.all(), scope] as const,
      queryFn: ({ signal }) => call(pathOf(scope), OpenSessions, { signal }),
      refetchInterval: 30 * SECOND,
    }),
}

/** Ends one session or all others. */
export function endSessions(scope: SessionScope) {
  return mutationOptions({
    mutationFn: (body: EndSessions) => call(pathOf(scope, 'end'), EndedSessions, { method: 'POST', body }),
    meta: { invalidates: [openSessionQueries.all()] },
  })
}
