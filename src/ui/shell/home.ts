import type { QueryClient } from '@tanstack/react-query'
import { redirect } from 'react-router'
import { paths } from '../address/paths.ts'
import { sessionQueries } from '../api/session.ts'
import { kept } from '../kit/storage.ts'

const KEY = 'console.environment'

/** Remembers the environment, for the next visit without one in the address. */
export function rememberEnvironment(environment: string): void {
  kept.local.set(KEY, environment)
}

/** Redirects `/` to the environment of the last visit, or the first. */
export function home(client: QueryClient) {
  return async () => {
    const session = await client.query(sessionQueries.current()).catch(() => undefined)
    const last = kept.local.get(KEY)
    const to = session?.environments.find(({ id }) => id === last) ?? session?.environments[0]
    return to ? redirect(paths.environment(to.id)) : null
  }
}
