import { CreateReply, CreateRequest, type EditReply } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { pickFields, SUBSCRIPTION_FIELDS } from '../../../filter/changed-fields.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { created } from '../../words/outcomes.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import { environmentOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { withFormFields } from './form-fields.ts'
import { differencesOf } from './stored-differences.ts'
import { changedRowOf } from './subscription-row.ts'

/** Creates a subscription; two requests for one title wait for each other. */
export function createSubscription(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: '/api/environments/:environment/subscriptions',
    needs: 'subscription.create',
    body: CreateRequest,
    reply: CreateReply,
    status: 201,
    async run(request) {
      const context = environmentOf(services.environments, request)
      const work = () => create(services, context, request)
      const { subscription, differences } = await services.locks.run(`${context.id} title ${request.body.title}`, work)
      request.setHeader('ETag', `"${subscription.version}"`)
      return { ...(await changedRowOf(services, context, subscription)), differences }
    },
  })
}

/** The new subscription, and where it is not what was meant. */
type Created = Pick<EditReply, 'differences'> & { subscription: Subscription }

/**
 * Creates a subscription (API 3.2) and words a refusal by the fields of the form. When no answer comes it is not asked
 * again: the list shows whether a subscription of this title is there now.
 */
const create = async (
  services: RouteServices,
  { id: environment, upstream, subscriptions, noteChange }: EnvironmentContext,
  request: ApiRequest<unknown, CreateRequest>,
): Promise<Created> => {
  const { reason = null, ...draft } = request.body
  const intent = {
    environment,
    action: 'subscription.create',
    target: { type: 'subscription', id: 'new', title: draft.title, subscriptionId: null },
    before: null,
    after: draft,
    reason: reason || null,
  } as const
  // A title is another's only as far as the list is known that the person had before them.
  const known = await subscriptions.all({ maxAge: Number.POSITIVE_INFINITY }).catch(() => undefined)
  const namesakes = new Set(known?.items.flatMap(({ id, title }) => (title === draft.title ? id : [])))
  const readBack = async (): Promise<ReadBack> => {
    const { items, unread } = await upstream.listSubscriptions()
    const found = items.filter(({ title }) => title === draft.title)
    for (const one of found) {
      subscriptions.replace(one)
      await noteChange(one.id)
    }
    const one = found.find(({ id }) => !namesakes.has(id)) ?? found[0]
    if (!one) return unread.length > 0 ? created.unseen : created.missing
    return readBackOf(one, draft, namesakes)
  }
  return journaled(services, request, intent, async () => {
    const write = () => upstream.createSubscription(draft)
    const subscription = await readBackIfUnsure(write, readBack).catch((error: unknown) => {
      throw withFormFields(error)
    })
    subscriptions.replace(subscription)
    const { id } = subscription
    await noteChange(id)
    const after = pickFields(subscription, SUBSCRIPTION_FIELDS)
    const reply = { subscription, differences: differencesOf(subscription, draft) }
    return { reply, after, target: { id, subscriptionId: id }, upstreamStatus: 201 }
  })
}

const readBackOf = (found: Subscription, draft: SubscriptionBody, namesakes: ReadonlySet<string>): ReadBack => {
  const isOther = namesakes.has(found.id) || differencesOf(found, draft).length > 0
  return { ...(isOther ? created.different : created.there), current: found }
}
