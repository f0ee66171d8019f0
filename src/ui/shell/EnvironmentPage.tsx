import type { QueryClient } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet } from 'react-router'
import { ProblemError } from '../api/problem.ts'
import { sessionQueries } from '../api/session.ts'
import { rememberEnvironment } from './home.ts'

const notThere = (environment: string) =>
  new ProblemError({
    code: 'not_found',
    status: 404,
    title: `There is no environment “${environment}” here`,
    remedy: 'Choose one in the bar above. If a link brought you here, it may be of another console.',
    requestId: '',
  })

/** Lets only existing environments through. */
export function environmentPage(client: QueryClient) {
  return {
    Component: Outlet,
    async loader({ params: { environment = '' } }: LoaderFunctionArgs) {
      const session = await client.query(sessionQueries.current()).catch(() => undefined)
      if (!session) return null // the root shows why
      if (!session.environments.some(({ id }) => id === environment)) throw notThere(environment)
      rememberEnvironment(environment)
      return null
    },
  }
}
