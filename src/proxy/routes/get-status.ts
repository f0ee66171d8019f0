import { Status } from '../../contract/status.ts'
import { type ApiRoute, apiRoute } from '../http/guard.ts'
import type { StoreWatch } from '../http/store-watch.ts'
import { storeTrouble } from '../words/refusals.ts'

/** The troubles of the console itself, which every page shows. */
export function getStatus(storeWatch: Pick<StoreWatch, 'fault'>): ApiRoute {
  return apiRoute({
    method: 'GET',
    path: '/api/status',
    needs: 'session.read',
    reply: Status,
    async run() {
      const fault = storeWatch.fault()
      return { troubles: fault ? [storeTrouble(fault.kind)] : [] }
    },
  })
}
