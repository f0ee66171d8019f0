import type { CreateRequest, EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import type { ApiRequest } from '../../http/guard.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import type { RouteServices } from '../services.ts'
import { differencesOf } from './edit-differences.ts'
import { withFormFields } from './edit-fields.ts'

/** What was created, and where it is not what was meant. */
export type Created = Pick<EditReply, 'differences'> & { subscription: Subscription }

/**
 * Creates a subscription (API 3.2). The API judges title, endpoint and filter; what it says comes by the fields of the
 * form. Call it under the lock of the title. When no answer comes it is not asked again: the list of subscriptions shows
 * whether one of this title is there now.
 */
export async function createSubscription(
  services: Pick<RouteServices, 'store' | 'log'>,
  { id: environment, upstream, subscriptions }: EnvironmentContext,
  request: ApiRequest<unknown, CreateRequest>,
): Promise<Created> {
  const { reason = null, ...draft } = request.body
  const intent = {
    environment,
    action: 'subscription.create',
    target: { type: 'subscription', id: 'new', title: draft.title, subscriptionId: null },
    before: null,
    after: draft,
    reason: reason || null,
  } as const
  const look = async (): Promise<ReadBack> => {
    const { items } = await upstream.listSubscriptions()
    const found = items.find(({ title }) => title === draft.title)
    if (found) subscriptions.replace(found)
    return findingOf(found, draft)
  }
  return journaled({ journal: services.store.journal, log: services.log }, request, intent, async () => {
    const create = () => upstream.createSubscription(draft)
    const subscription = await readBackIfUnsure(create, look).catch((error: unknown) => {
      throw withFormFields(error)
    })
    subscriptions.replace(subscription)
    const { id, title, endpoint, events, enabled, filter } = subscription
    const after = { title, endpoint, events, enabled, filter }
    const reply = { subscription, differences: differencesOf(subscription, draft) }
    return { reply, after, target: { id, subscriptionId: id }, upstreamStatus: 201 }
  })
}

const UNSAID = 'The API did not say whether it created this subscription'

const findingOf = (found: Subscription | undefined, draft: SubscriptionBody): ReadBack => {
  if (!found) {
    const remedy = 'Look at the list in a moment. If it still is not there, save again: what you typed is kept.'
    return { title: `${UNSAID}; there is none of this title so far`, remedy }
  }
  if (differencesOf(found, draft).length > 0) {
    const remedy = 'Look at that one, then choose another title, or edit that one.'
    return { title: `${UNSAID}; there is another one of this title`, remedy, current: found }
  }
  const remedy = 'There is nothing more to do: open it from the list.'
  return { title: `${UNSAID}; one of this title, just as you wrote it, is there now`, remedy, current: found }
}
