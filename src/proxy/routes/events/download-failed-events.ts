import type { FailedQuery } from '../../../contract/failed-event.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { csvFile, csvHeaders } from '../../http/csv.ts'
import { type ApiRoute, streamRoute } from '../../http/guard.ts'
import { FAILED_EVENT_COLUMNS } from '../../words/csv-columns.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { itemsOf, subscriptionsOf } from './failed-event-items.ts'
import { FailedListQuery } from './summarise-failed-events.ts'

/** The whole list of failed events as CSV. */
export function downloadFailedEvents(services: RouteServices): ApiRoute {
  return streamRoute({
    method: 'GET',
    path: '/api/environments/:environment/failed-events.csv',
    needs: 'event.read',
    query: FailedListQuery,
    async run(request) {
      const context = environmentOf(services.environments, request)
      const at = new Date(services.now()).toISOString()
      // Frozen at this moment, so that the beginning of a file that takes long is not older than its end.
      const body = await failedEventsFile(services, context, { asOf: at, ...request.query })
      const name = `failed-events-${context.id}-${at.slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`
      return { headers: csvHeaders(name), body }
    },
    onBreak: (err, { requestId }) => services.log.error({ requestId, err }, 'file of failed events broke off'),
  })
}

const BATCH = 500

/** Returns all events of a list as CSV, read from the store in batches while it is sent. */
const failedEventsFile = async (
  services: Pick<RouteServices, 'store' | 'log'>,
  context: EnvironmentContext,
  query: Omit<FailedQuery, 'after' | 'before' | 'size'>,
): Promise<AsyncIterable<string>> => {
  const subscriptions = await subscriptionsOf(services, context)
  async function* items() {
    let batch = []
    for await (const event of services.store.events.eachFailed(context.id, query)) {
      batch.push(event)
      if (batch.length < BATCH) continue
      yield* await itemsOf(services, context, subscriptions, batch)
      batch = []
    }
    yield* await itemsOf(services, context, subscriptions, batch)
  }
  return csvFile(FAILED_EVENT_COLUMNS, items())
}
