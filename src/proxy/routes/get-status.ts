import { Status, type Trouble } from '../../contract/status.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'

/** The troubles of the console itself, which every page shows. */
export function getStatus(troubles: () => Trouble[]): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/status',
    needs: 'session.read',
    reply: Status,
    run: async () => ({ troubles: troubles() }),
  })
}
