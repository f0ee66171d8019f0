import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { afterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import type { Upstream } from '../../../upstream/upstream.ts'
import { patchTo } from './edit-patch.ts'

/** How a change went: what the API returned last, and whether the filter had to be removed on the way. */
export interface Applied {
  subscription: Subscription
  unfiltered: boolean
}

/**
 * Changes a subscription by one merge patch. When the filter that the API answers with is not the one that was meant, it
 * is removed and set anew, in two more calls (API 4.5). `saw` is told of every answer. Throws a `Refusal`; one in the
 * midst of those calls says what they left behind.
 */
export async function applyEdit(
  upstream: Pick<Upstream, 'patchSubscription'>,
  current: Subscription,
  meant: Partial<SubscriptionBody>,
  saw: (subscription: Subscription) => void,
): Promise<Applied> {
  const patch = async (body: Partial<SubscriptionBody>) => {
    const returned = await upstream.patchSubscription(current.id, body)
    saw(returned)
    return returned
  }
  const first = await patch(patchTo(current, meant))
  if (meant.filter === undefined) return { subscription: first, unfiltered: false }
  const after = afterChange(first.filter, meant.filter)
  if (after.kind !== 'two-steps') return { subscription: first, unfiltered: false }
  const [none, filter] = after.steps
  const { title } = first
  const removed = await patch({ title, filter: none }).catch(halfDone(first, MIXED))
  const set = () => patch({ title, filter })
  // Without a filter everything is sent, so once more: setting it twice is setting it.
  const subscription = await set().catch(set).catch(halfDone(removed, OPEN))
  return { subscription, unfiltered: true }
}

const MIXED =
  'The API merged the new filter with the old one, and removing that did not succeed: a mixture of both is in force, or none'
const OPEN = 'The old filter was removed, but the new one could not be set: every event of its types is sent now'

/** The refusal of a change that stopped in the midst. */
const halfDone =
  (current: Subscription, title: string) =>
  (cause: unknown): never => {
    const problem = cause instanceof Refusal ? cause.problem : undefined
    const { upstreamStatus, upstreamMessage } = problem ?? {}
    throw new Refusal(
      {
        code: 'outcome_unknown',
        status: 502,
        title,
        remedy: 'Save the filter again at once. If that does not help, switch the subscription off until it does.',
        current,
        ...(upstreamStatus !== undefined && { upstreamStatus }),
        ...(upstreamMessage !== undefined && { upstreamMessage }),
      },
      { cause },
    )
  }
