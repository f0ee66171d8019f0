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
 * Changes a subscription by one merge patch. When the filter that the API answers with is not the one that was meant, or
 * the API takes no `null` inside a patch, the filter is removed and set anew, in two more calls (API 4.5). `onAnswer` gets
 * every answer. Throws a `Refusal`; one between those calls says what they left behind. A new filter that is refused after
 * the old one was removed leaves the old one set again.
 */
export async function applyEdit(
  upstream: Pick<Upstream, 'patchSubscription'>,
  current: Subscription,
  meant: Partial<SubscriptionBody>,
  onAnswer: (subscription: Subscription) => void,
): Promise<Applied> {
  const patch = async (before: Subscription, body: Partial<SubscriptionBody>) => {
    const returned = await patchWhole(upstream, before, body)
    onAnswer(returned)
    return returned
  }
  const change = patchTo(current, meant)
  const { filter } = meant
  const first = await patch(current, change).catch((refused: unknown) => {
    if (filter && refusesNull(refused, change) && filterChange(null, filter).kind === 'patch') return undefined
    throw refused
  })
  if (!filter || (first && afterChange(first.filter, filter).kind !== 'two-steps'))
    return { subscription: first ?? current, unfiltered: false }
  const from = first ?? current
  const removing = patch(from, { title: from.title, filter: null })
  const removed = await (first ? removing.catch(throwHalfSet(first, filterHalfSet.mixed)) : removing)
  const unset = throwHalfSet(removed, filterHalfSet.none)
  const putBack = async (cause: unknown) => {
    if (first || !isInvalid(cause)) return unset(cause)
    await patch(removed, { title: removed.title, filter: current.filter }).catch(unset)
    throw cause
  }
  const set = () => patch(removed, first ? { title: first.title, filter } : { ...change, filter })
  // Without a filter every event is sent, so it is tried once more: setting it twice is setting it.
  return { subscription: await set().catch(set).catch(putBack), unfiltered: true }
}

/**
 * Sends a merge patch; when the API calls it invalid without a word about a member that was sent, sends it once more with
 * the rest as it is. Only what is sent changes (API 3.4), but an API may want all of it.
 */
async function patchWhole(
  upstream: Pick<Upstream, 'patchSubscription'>,
  before: Subscription,
  body: Partial<SubscriptionBody>,
): Promise<Subscription> {
  try {
    return await upstream.patchSubscription(before, body)
  } catch (refused) {
    const { title, endpoint, events, enabled } = before
    const whole = { title, endpoint, events, enabled, ...body }
    const added = Object.keys(whole).length > Object.keys(body).length
    if (!isInvalid(refused) || !added || endpoint === '' || blames(refused, Object.keys(body))) throw refused
    return await upstream.patchSubscription(before, whole)
  }
}

const isInvalid = (error: unknown): error is Refusal =>
  error instanceof Refusal && [400, 422].includes(error.problem.upstreamStatus ?? 0)

const wordsIn = ({ problem: { upstreamMessage = '', fields = [] } }: Refusal): string =>
  [upstreamMessage, ...fields.flatMap(({ name, reason }) => [name, reason])].join(' ')

const blames = (refusal: Refusal, members: readonly string[]): boolean =>
  new RegExp(`\\b(${members.join('|')})\\b`, 'i').test(wordsIn(refusal))

/** Returns true when the API calls a patch invalid for the `null` by which it removes a member of the filter (RFC 7396). */
const refusesNull = (error: unknown, { filter }: Partial<SubscriptionBody>): boolean => {
  if (!isInvalid(error) || !filter || !JSON.stringify(filter).includes('null')) return false
  return /\b(null|none)\b/i.test(wordsIn(error))
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
