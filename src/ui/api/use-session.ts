import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { Environment, Session } from '../../contract/session.ts'
import { sessionQueries } from './session.ts'

/** Returns the session; only inside the shell, which needs one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQueries.current()).data
}

/** Returns the environment of the address; only inside pages under `/{environment}`, whose route checked it. */
export function useEnvironment(): Environment {
  const { environment } = useParams()
  const found = useSession().environments.find(({ id }) => id === environment)
  if (!found) throw new Error(`No environment ${environment}`)
  return found
}
