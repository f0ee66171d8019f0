import type { EnvironmentSetting } from '../../config/config.ts'
import { Session } from '../../contract/session.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'

/** Who is signed in, and the environments there are. The reply's schema leaves their credentials behind. */
export function sessionRoutes(environments: readonly EnvironmentSetting[]): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/api/session',
      needs: 'session.read',
      reply: Session,
      run: async ({ session: { user, role, expiresAt } }) => ({
        user,
        role,
        expiresAt,
        environments: [...environments],
      }),
    }),
  ]
}
