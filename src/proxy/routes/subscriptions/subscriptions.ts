import { z } from 'zod'
import { CreateReply, CreateRequest, DeleteRequest, EditReply, EditRequest } from '../../../contract/draft.ts'
import { SubscriptionPage, SubscriptionQuery, SubscriptionRow } from '../../../contract/subscription.ts'
import { type EnvironmentContext, subscriptionAt } from '../../../sync/environments.ts'
import { type ApiRoute, apiRoute } from '../../http/guard.ts'
import { createLocks } from '../../http/locks.ts'
import { environmentOf, idOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { createSubscription } from './create.ts'
import { deleteSubscription } from './delete.ts'
import { editSubscription } from './edit.ts'
import { FileQuery, FileReply, fileName, subscriptionsFile } from './file.ts'
import { type EventCounts, selectPage } from './list-page.ts'
import { rowOf, rowsOf } from './row.ts'

const COUNTED: readonly SubscriptionQuery['sort'][] = ['failed', 'lastDelivered']
const NOT_COUNTED: ReadonlyMap<string, EventCounts> = new Map()

const Change = EditRequest.refine(
  (body) => Object.keys(body).some((member) => member !== 'reason'),
  'names nothing to change',
)
/** Whether a change is more than a switch. */
const reshapes = (body: EditRequest) => Object.keys(body).some((member) => member !== 'enabled' && member !== 'reason')

/** The subscriptions of an environment: list, one, create, change, delete, and as a file. */
export function subscriptionRoutes(services: RouteServices): ApiRoute[] {
  const { environments, store } = services
  const locks = createLocks()
  return [
    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions',
      needs: 'subscription.read',
      query: SubscriptionQuery,
      reply: SubscriptionPage,
      async run(request) {
        const context = environmentOf(environments, request)
        const snapshot = await context.snapshot()
        // Sorting by figures takes those of all; otherwise those of the page will do.
        const counts = COUNTED.includes(request.query.sort) ? await store.events.stats(context.id) : NOT_COUNTED
        const page = selectPage(snapshot, request.query, counts)
        return { ...page, items: await rowsOf(services, context, page.items) }
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions/:id',
      needs: 'subscription.read',
      reply: SubscriptionRow,
      async run(request) {
        const context = environmentOf(environments, request)
        const subscription = await subscriptionAt(context, idOf(request, 'id'))
        request.setHeader('ETag', `"${subscription.updatedAt}"`)
        return rowOf(services, context, subscription)
      },
    }),

    apiRoute({
      method: 'POST',
      path: '/api/environments/:environment/subscriptions',
      needs: 'subscription.create',
      body: CreateRequest,
      reply: CreateReply,
      status: 201,
      async run(request) {
        const context = environmentOf(environments, request)
        const work = () => createSubscription(services, context, request)
        const { subscription, ...told } = await locks.run(`${context.id} title ${request.body.title}`, work)
        request.setHeader('ETag', `"${subscription.updatedAt}"`)
        return { ...(await rowOf(services, context, subscription)), ...told }
      },
    }),

    apiRoute({
      method: 'PATCH',
      path: '/api/environments/:environment/subscriptions/:id',
      needs: 'subscription.switch',
      more: { needs: 'subscription.edit', when: reshapes },
      body: Change,
      reply: EditReply,
      async run(request) {
        const [context, id] = [environmentOf(environments, request), idOf(request, 'id')]
        const work = () => editSubscription(services, context, id, request)
        const { subscription, ...told } = await locks.run(`${context.id} ${id}`, work)
        if (subscription.enabled) await goOn(services, context, id)
        request.setHeader('ETag', `"${subscription.updatedAt}"`)
        return { ...(await rowOf(services, context, subscription)), ...told }
      },
    }),

    apiRoute({
      method: 'DELETE',
      path: '/api/environments/:environment/subscriptions/:id',
      needs: 'subscription.delete',
      body: DeleteRequest,
      reply: z.void(),
      status: 204,
      async run(request) {
        const [context, id] = [environmentOf(environments, request), idOf(request, 'id')]
        await locks.run(`${context.id} ${id}`, () => deleteSubscription(services, context, id, request))
      },
    }),

    apiRoute({
      method: 'GET',
      path: '/api/environments/:environment/subscriptions-file',
      needs: 'subscription.read',
      query: FileQuery,
      lists: ['id'],
      reply: FileReply,
      async run(request) {
        const context = environmentOf(environments, request)
        const file = await subscriptionsFile(context, request.query.id)
        request.setHeader('Content-Disposition', `attachment; filename="${fileName(context.id, services.now())}"`)
        return file
      },
    }),
  ]
}

/** What waits because the subscription was off need not wait until its lane is looked at again. */
const goOn = ({ store, wake, log }: RouteServices, context: EnvironmentContext, id: string): Promise<void> =>
  store.runs
    .switchedOn(context.id, id)
    .then(wake)
    .catch((err: unknown) =>
      log.warn({ environment: context.id, subscriptionId: id, err }, 'lane not told of a switch'),
    )
