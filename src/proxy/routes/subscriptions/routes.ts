import type { ApiRoute } from '../../http/guard.ts'
import type { RouteServices } from '../services.ts'
import { createSubscription } from './create-subscription.ts'
import { deleteSubscription } from './delete-subscription.ts'
import { downloadSubscriptions } from './download-subscriptions.ts'
import { editSubscription } from './edit-subscription.ts'
import { getSubscription } from './get-subscription.ts'
import { listSubscriptions } from './list-subscriptions.ts'
import { sendTest } from './send-test.ts'

/** Returns the routes of the subscriptions of an environment. */
export function subscriptionRoutes(services: RouteServices): ApiRoute[] {
  return [
    listSubscriptions(services),
    getSubscription(services),
    createSubscription(services),
    editSubscription(services),
    deleteSubscription(services),
    downloadSubscriptions(services),
    sendTest(services),
  ]
}
