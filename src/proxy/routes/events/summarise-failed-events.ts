import { FailedQuery, FailedSummary } from '../../../contract/failed-event.ts'
import type { StoredFailedChoices } from '../../../store/events/failed/summary.ts'
import { readFreshness } from '../../../sync/environment-freshness.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { throttledRead } from '../../http/throttled-read.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { subscriptionsOf } from './failed-event-items.ts'

/** The query of a whole list, without its page. */
export const FailedListQuery = FailedQuery.omit({ after: true, before: true, size: true })

/** The number of failed events, by cause, and the choices for their filters. */
export function summariseFailedEvents(services: RouteServices): ApiRoute {
  const { environments, store } = services
  const readCounts = throttledRead<Map<string, number>>(services.elapsed)
  const readChoices = throttledRead<StoredFailedChoices>(services.elapsed)
  const counts = (id: string) => readCounts(id, () => store.events.counts(id))
  return apiRoute({
    method: 'GET',
    path: '/api/environments/:environment/failed-events/summary',
    needs: 'event.read',
    query: FailedListQuery,
    reply: FailedSummary,
    async run(request) {
      const context = environmentOf(environments, request)
      const known = await subscriptionsOf(services, context)
      const freshness = await readFreshness({ ...services, counts }, context.id, known, request.query.subscription)
      const { state, subscription } = request.query
      const choices = await readChoices(`${context.id} ${state} ${subscription}`, () =>
        store.events.failedChoices(context.id, { state, subscription }),
      )
      const summary = await store.events.failedSummary(context.id, request.query)
      const titleOf = (id: string) => known.byId.get(id)?.title ?? id
      const titled = choices.subscriptions.map((item) => ({ ...item, title: titleOf(item.id) }))
      const subscriptions = titled.toSorted((one, other) => NAMES.compare(one.title, other.title))
      return { ...summary, choices: { ...choices, subscriptions }, freshness }
    },
  })
}

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
