import { queryOptions } from '@tanstack/react-query'
import { SECOND } from '../../contract/durations.ts'
import { FoundId } from '../../contract/found-id.ts'
import { UserTrail } from '../../contract/user-trail.ts'
import { apiPath, call } from './client.ts'
import { eventQueries } from './events.ts'

const path = (environment: string, ...rest: string[]) => apiPath('environments', environment, ...rest)

/** While stored events are being read, more may come to light: look often. */
const READING = 5 * SECOND
const USUAL = 30 * SECOND

export const userQueries = {
  /** What happened to a user; below the events, because what changes those changes it. */
  trail: (environment: string, user: string) =>
    queryOptions({
      queryKey: [...eventQueries.everywhere(environment), 'user', user] as const,
      queryFn: ({ signal }) => call(path(environment, 'users', user), UserTrail, { signal }),
      refetchInterval: ({ state }) => (state.data?.freshness.syncing ? READING : USUAL),
    }),
  /** What has an id. */
  found: (environment: string, id: string) =>
    queryOptions({
      queryKey: ['environments', environment, 'ids', id] as const,
      queryFn: ({ signal }) => call(path(environment, 'ids', id), FoundId, { signal }),
    }),
}

/** Returns the address of a user's trail as a file. */
export function trailFile(environment: string, user: string): string {
  return path(environment, 'users', user, 'trail.csv')
}
