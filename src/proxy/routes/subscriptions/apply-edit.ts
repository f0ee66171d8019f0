import { Refusal } from '../../../contract/refusal.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { sameEventTypes } from '../../../filter/changed-fields.ts'
import { afterChange, filterChange } from '../../../filter/merge-patch.ts'
import type { SubscriptionBody } from '../../../upstream/operations/subscriptions.ts'
import type { Upstream } from '../../../upstream/upstream.ts'
import { filterHalfSet, type OutcomeWords } from '../../words/outcomes.ts'
import { refusals } from '../../words/refusals.ts'

/** The subscription that the API returned last, and whether its filter had to be removed on the way. */
export interface Applied {
  subscription: Subscription
  unfiltered: boolean
}

/**
 * Changes a subscription by one merge patch. When the filter that the API answers with is not the one that was meant, it
 * is removed and set anew, in two more calls (API 4.5). `onAnswer` gets every answer. Throws a `Refusal`; one between
 * those calls says what they left behind.
 */
export async function applyEdit(
  upstream: Pick<Upstream, 'patchSubscription'>,
  current: Subscription,
  meant: Partial<SubscriptionBody>,
  onAnswer: (subscription: Subscription) => void,
): Promise<Applied> {
  const patch = async (body: Partial<SubscriptionBody>) => {
    const returned = await upstream.patchSubscription(current.id, body)
    onAnswer(returned)
    return returned
  }
  const first = await patch(patchTo(current, meant))
  if (meant.filter === undefined) return { subscription: first, unfiltered: false }
  const after = afterChange(first.filter, meant.filter)
  if (after.kind !== 'two-steps') return { subscription: first, unfiltered: false }
  const [none, filter] = after.steps
  const { title } = first
  const removed = await patch({ title, filter: none }).catch(throwHalfSet(first, filterHalfSet.mixed))
  const set = () => patch({ title, filter })
  // Without a filter every event is sent, so it is tried once more: setting it twice is setting it.
  const subscription = await set().catch(set).catch(throwHalfSet(removed, filterHalfSet.none))
  return { subscription, unfiltered: true }
}

/**
 * Returns the merge patch from a subscription to what it is meant to be (API 3.4, 4.5): the title always, of the rest
 * what is meant and differs. An endpoint sent again would be looked up again, and an untouched filter is not sent at all.
 * Throws a `Refusal` for a filter that no merge patch can bring about.
 */
const patchTo = (current: Subscription, meant: Partial<SubscriptionBody>): Partial<SubscriptionBody> => {
  const { title = current.title, endpoint, events, enabled } = meant
  return {
    title,
    ...(endpoint !== undefined && endpoint !== current.endpoint && { endpoint }),
    ...(events !== undefined && !sameEventTypes(events, current.events) && { events }),
    ...(enabled !== undefined && { enabled }),
    ...filterPatch(current, meant.filter),
  }
}

const filterPatch = (
  current: Subscription,
  filter: SubscriptionBody['filter'] | undefined,
): Pick<Partial<SubscriptionBody>, 'filter'> => {
  if (filter === undefined) return {}
  const change = filterChange(current.filter, filter)
  if (change.kind === 'unchanged') return {}
  if (change.kind === 'patch') return { filter: change.patch }
  const pointers = change.pointers.length > 0 ? ` (${change.pointers.join(', ')})` : ''
  throw refusals.filterNotSettable(change.reason + pointers)
}

const throwHalfSet =
  (current: Subscription, words: OutcomeWords) =>
  (cause: unknown): never => {
    const { upstreamStatus, upstreamMessage } = cause instanceof Refusal ? cause.problem : {}
    throw new Refusal(
      {
        code: 'outcome_unknown',
        status: 502,
        ...words,
        current,
        ...(upstreamStatus !== undefined && { upstreamStatus }),
        ...(upstreamMessage !== undefined && { upstreamMessage }),
      },
      { cause },
    )
  }
