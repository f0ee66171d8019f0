import { OverviewHours } from '../../../contract/overview.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { throttledRead } from '../../http/throttled-read.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'

/** Returns the stored week of an environment by hours, as it was read so far. */
export function getOverviewHours({ environments, store, elapsed, now }: RouteServices): ApiRoute {
  const readHours = throttledRead<OverviewHours>(elapsed)
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/overview/hours',
    needs: 'event.read',
    reply: OverviewHours,
    run: async (request) => {
      const { id } = environmentOf(environments, request)
      return await readHours(id, async () => ({
        asOf: new Date(now()).toISOString(),
        ...(await store.events.hours(id)),
      }))
    },
  })
}
