import { FailedPage, FailedQuery, FailedSummary } from '../../../contract/failed-event.ts'
import type { StoredFailedChoices } from '../../../store/events/failed/summary.ts'
import { lookAt } from '../../../sync/environment-freshness.ts'
import { csvHeaders } from '../../http/csv.ts'
import { type ApiRoute, apiRoute, streamRoute } from '../../http/guard.ts'
import { throttledRead } from '../../http/throttled-read.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { itemsOf, subscriptionsOf } from './failed-event-items.ts'
import { failedEventsFile } from './failed-events-file.ts'

/** A list without its page. */
const ListQuery = FailedQuery.omit({ after: true, before: true, size: true })

/** The failed events of an environment: a page, how many there are and of what, all as a file. */
export function failedEventRoutes(services: RouteServices): ApiRoute[] {
  const { environments, store, log } = services
  const [countSparingly, chooseSparingly] = [throttledRead<Map<string, number>>(), throttledRead<StoredFailedChoices>()]
  const counts = (id: string) => countSparingly(id, () => store.events.counts(id))
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/failed-events',
      needs: 'event.read',
      query: FailedQuery,
      reply: FailedPage,
      async run(request) {
        const context = environmentOf(environments, request)
        const [subscriptions, page] = await Promise.all([
          subscriptionsOf(services, context),
          store.events.failed(context.id, request.query),
        ])
        return { ...page, items: await itemsOf(services, context, subscriptions, page.items) }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/failed-events/summary',
      needs: 'event.read',
      query: ListQuery,
      reply: FailedSummary,
      async run(request) {
        const context = environmentOf(environments, request)
        const known = await subscriptionsOf(services, context)
        const freshness = await lookAt({ ...services, counts }, context.id, known, request.query.subscription)
        const { state, subscription } = request.query
        const choices = await chooseSparingly(`${context.id} ${state} ${subscription}`, () =>
          store.events.failedChoices(context.id, { state, subscription }),
        )
        const summary = await store.events.failedSummary(context.id, request.query)
        const titleOf = (id: string) => known.byId.get(id)?.title ?? id
        const titled = choices.subscriptions.map((item) => ({ ...item, title: titleOf(item.id) }))
        const subscriptions = titled.toSorted((one, other) => NAMES.compare(one.title, other.title))
        return { ...summary, choices: { ...choices, subscriptions }, freshness }
      },
    }),

    streamRoute({
      method: 'GET',
      path: '/api/environments/:environment/failed-events.csv',
      needs: 'event.read',
      query: ListQuery,
      async run(request) {
        const context = environmentOf(environments, request)
        const at = new Date(services.now()).toISOString()
        // Frozen here, so that a file that takes long has no beginning older than its end.
        const body = await failedEventsFile(services, context, { asOf: at, ...request.query })
        const name = `failed-events-${context.id}-${at.slice(0, 16).replaceAll(/[:T]/g, '-')}.csv`
        return { headers: csvHeaders(name), body }
      },
      onBreak: (err, { requestId }) => log.error({ requestId, err }, 'file of failed events broke off'),
    }),
  ]
}

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
