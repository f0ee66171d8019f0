import { EditReply, EditRequest } from '../../../contract/draft.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import {
  changedFields,
  pickFields,
  SUBSCRIPTION_FIELDS,
  type SubscriptionField,
} from '../../../filter/changed-fields.ts'
import { changing, type EnvironmentContext, subscriptionNow } from '../../../sync/environments.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import { type ApiRequest, type ApiRoute, apiRoute } from '../../http/guard.ts'
import { edited } from '../../words/outcomes.ts'
import { journaled } from '../journaled.ts'
import { type ReadBack, readBackIfUnsure } from '../read-back.ts'
import { environmentOf, idOf, versionOf } from '../request-values.ts'
import type { RouteServices } from '../services.ts'
import { applyEdit } from './apply-edit.ts'
import { withFormFields } from './form-fields.ts'
import { requireSeen } from './seen-version.ts'
import { differencesOf } from './stored-differences.ts'
import { changedRowOf } from './subscription-row.ts'

const NonEmptyEdit = EditRequest.refine(
  (body) => Object.keys(body).some((member) => member !== 'reason'),
  'names nothing to change',
)
const isMoreThanSwitch = (body: EditRequest) =>
  Object.keys(body).some((member) => member !== 'enabled' && member !== 'reason')

/** Changes or switches a subscription; changes of one subscription wait for each other. */
export function editSubscription(services: RouteServices): ApiRoute {
  return apiRoute({
    method: 'PATCH',
    path: '/api/environments/:environment/subscriptions/:id',
    needs: 'subscription.switch',
    more: { needs: 'subscription.edit', when: isMoreThanSwitch },
    body: NonEmptyEdit,
    reply: EditReply,
    async run(request) {
      const [context, id] = [environmentOf(services.environments, request), idOf(request, 'id')]
      const work = () => edit(services, context, id, request)
      const { subscription, ...notes } = await services.locks.run(`${context.id} ${id}`, work)
      if (subscription.enabled) await resumeLane(services, context, id)
      request.setHeader('ETag', `"${subscription.version}"`)
      return { ...(await changedRowOf(services, context, subscription)), ...notes }
    },
  })
}

/** A subscription after a change, and what the person has to know of the way there. */
type Edited = Pick<EditReply, 'unfiltered' | 'differences'> & { subscription: Subscription }

/**
 * Changes a subscription, a switch alone included, if it still is what the person saw: the version in `If-Match` is
 * compared with the API's, which knows no such condition itself.
 */
const edit = async (
  services: RouteServices,
  context: EnvironmentContext,
  id: string,
  request: ApiRequest<unknown, EditRequest>,
): Promise<Edited> => {
  const { id: environment, upstream, subscriptions } = context
  const seen = versionOf(request)
  const current = await subscriptionNow(context, id)
  const { reason = null, ...wanted } = request.body
  const meant = wanted as Partial<SubscriptionBody>
  const fields = journaledFields(current, meant)
  const intent = {
    environment,
    action: actionOf(meant),
    target: { type: 'subscription', id, title: current.title, subscriptionId: id },
    before: pickFields(current, fields),
    after: pickFields(meant, fields),
    reason: reason || null,
  } as const
  const readBack = async (): Promise<ReadBack> => {
    const now = await subscriptionNow(context, id)
    return { ...(differencesOf(now, meant).length === 0 ? edited.done : edited.notDone), current: now }
  }
  return journaled(services, request, intent, async () => {
    await requireSeen(context, current, seen, namedFields(meant))
    const write = () => applyEdit(upstream, current, meant, (answer) => subscriptions.replace(answer))
    const change = () => readBackIfUnsure(write, readBack)
    const { subscription, unfiltered } = await changing(context, id, change).catch((error: unknown) => {
      throw withFormFields(error)
    })
    const after = { ...pickFields(subscription, fields), ...(unfiltered && { unfiltered }) }
    const differences = differencesOf(subscription, meant)
    return { reply: { subscription, unfiltered, differences }, after, upstreamStatus: 200 }
  })
}

const actionOf = (meant: Partial<SubscriptionBody>) => {
  if (isMoreThanSwitch(meant) || meant.enabled === undefined) return 'subscription.edit'
  return meant.enabled ? 'subscription.enable' : 'subscription.disable'
}

/** Returns the fields that a request changes; all that it names when that is none, so that the journal has something to say. */
const journaledFields = (current: Subscription, meant: Partial<SubscriptionBody>): SubscriptionField[] => {
  const changed = changedFields(current, meant)
  return changed.length > 0 ? changed : namedFields(meant)
}

const namedFields = (meant: Partial<SubscriptionBody>): SubscriptionField[] =>
  SUBSCRIPTION_FIELDS.filter((field) => meant[field] !== undefined)

/** Lets events that waited because the subscription was off be sent at once, instead of when their lane is next read. */
const resumeLane = ({ store, wake, log }: RouteServices, context: EnvironmentContext, id: string): Promise<void> =>
  store.runs
    .switchedOn(context.id, id)
    .then(wake)
    .catch((err: unknown) =>
      log.warn({ environment: context.id, subscriptionId: id, err }, 'lane not told of a switch'),
    )
