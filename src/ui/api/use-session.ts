import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { Environment, Session } from '../../contract/session.ts'
import { sessionQueries } from './session.ts'

/** Who is signed in; only inside the shell, which is shown to nobody else. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQueries.current()).data
}

/** The environment of the address; only inside pages under `/{environment}`, which the route checked. */
export function useEnvironment(): Environment {
  const { environment } = useParams()
  const found = useSession().environments.find(({ id }) => id === environment)
  if (!found) throw new Error(`No environment ${environment}`)
  return found
}
