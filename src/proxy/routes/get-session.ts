import type { EnvironmentSetting } from '../../config/config.ts'
import { VERSION } from '../../config/version.ts'
import { Session } from '../../contract/session.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'

/** The person who is signed in, and the environments. The reply's schema leaves their credentials out. */
export function getSession(environments: readonly EnvironmentSetting[]): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/session',
    needs: 'session.read',
    reply: Session,
    run: async ({ session: { user, role, expiresAt } }) => ({
      user,
      role,
      expiresAt,
      environments: [...environments],
      version: VERSION,
    }),
  })
}
