import type { FailedItem, FailedQuery } from '../../../contract/failed-event.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import { type CsvColumns, csvFile } from '../../http/csv.ts'
import type { RouteServices } from '../services.ts'
import { itemsOf, subscriptionsOf } from './failed-event-items.ts'

const AT_ONCE = 500

/** No token and nothing of a payload: what the list shows, and the ids behind it. */
const COLUMNS: CsvColumns<FailedItem> = {
  Subscription: (item) => item.subscription.title,
  'Subscription id': (item) => item.subscriptionId,
  'Event id': (item) => item.id,
  'Event type': (item) => item.type,
  'Entity type': (item) => item.entityType,
  Attributes: (item) => item.attributes.join('; '),
  User: (item) => item.user,
  Application: (item) => item.application,
  State: (item) => item.state,
  Cause: (item) => item.cause,
  'Listener status': (item) => item.listenerStatus,
  'Listener error': (item) => item.listenerError,
  Attempts: (item) => item.attempts,
  'Happened at': (item) => item.occurredAt,
  'Recorded at': (item) => item.createdAt,
  'Failed at': (item) => item.updatedAt,
  'Expires at': (item) => item.expiresAt,
  Run: (item) => item.run?.name ?? null,
}

/** Everything a list is the beginning of, as CSV; read from the store while it is sent. */
export async function failedEventsFile(
  services: Pick<RouteServices, 'store' | 'log'>,
  environment: EnvironmentContext,
  query: Omit<FailedQuery, 'after' | 'before' | 'size'>,
): Promise<AsyncIterable<string>> {
  const subscriptions = await subscriptionsOf(services, environment)
  async function* items() {
    let some = []
    for await (const event of services.store.events.eachFailed(environment.id, query)) {
      some.push(event)
      if (some.length < AT_ONCE) continue
      yield* await itemsOf(services, environment, subscriptions, some)
      some = []
    }
    yield* await itemsOf(services, environment, subscriptions, some)
  }
  return csvFile(COLUMNS, items())
}
