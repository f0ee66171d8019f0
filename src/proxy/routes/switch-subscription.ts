import type { Subscription, SwitchRequest } from '../../contract/subscription.ts'
import type { Call } from '../guard.ts'
import { refusals } from '../problem.ts'
import { type Desk, subscriptionNow } from '../proxy-desks.ts'
import { journaled } from './journaled.ts'
import type { RouteParts } from './parts.ts'

/**
 * Switches a subscription on or off, if it still is what the person saw: the version in `If-Match` is compared with the
 * API's, which knows no such condition itself. Call it under the subscription's lock. `title` goes along because the
 * API's reference asks for it (API 3.4).
 */
export const switchSubscription = async (
  parts: Pick<RouteParts, 'store' | 'log'>,
  desk: Desk,
  id: string,
  call: Call<unknown, SwitchRequest>,
): Promise<Subscription> => {
  const seen = versionIn(call.request.headers)
  const current = await subscriptionNow(desk, id)
  const { enabled, reason = null } = call.body
  const intent = {
    environment: desk.id,
    action: enabled ? 'subscription.enable' : 'subscription.disable',
    target: { type: 'subscription', id, title: current.title, subscriptionId: id },
    before: { enabled: current.enabled },
    after: { enabled },
    reason: reason || null,
  } as const
  return journaled({ journal: parts.store.journal, log: parts.log }, call, intent, async () => {
    if (current.updatedAt !== seen) throw refusals.changedMeanwhile(current)
    const changed = await desk.upstream.patchSubscription(id, { title: current.title, enabled })
    desk.subscriptions.replace(changed)
    return { reply: changed, after: { enabled: changed.enabled }, upstreamStatus: 200 }
  })
}

/** The one version named in `If-Match` (RFC 9110, 13.1.1). Without one, nobody can tell what the person looked at. */
const versionIn = (headers: Headers): string => {
  const version = /^"([^"]+)"$/.exec(headers.get('if-match')?.trim() ?? '')?.[1]
  if (version === undefined) {
    throw refusals.invalid([{ name: 'If-Match', reason: 'must name the version that was seen, in double quotes' }], 428)
  }
  return version
}
