import type { QueryClient } from '@tanstack/react-query'
import { redirect } from 'react-router'
import { paths } from '../address/paths.ts'
import { sessionQueries } from '../api/session.ts'

const KEY = 'console.environment'

/** Remembers the environment, for the next visit without one in the address. */
export function rememberEnvironment(environment: string): void {
  localStorage.setItem(KEY, environment)
}

/** Redirects `/` to the environment of the last visit, or the first. */
export function home(client: QueryClient) {
  return async () => {
    const session = await client.query(sessionQueries.current()).catch(() => undefined)
    const last = localStorage.getItem(KEY)
    const to = session?.environments.find(({ id }) => id === last) ?? session?.environments[0]
    return to ? redirect(paths.environment(to.id)) : null
  }
}
