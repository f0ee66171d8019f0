import type { Kysely } from 'kysely'
import { type EventCounts, NO_EVENTS } from '../../contract/subscription.ts'
import type { Tables } from '../database/tables.ts'

/**
 * Returns the figures of each subscription that has stored events, in one grouped query; of all of an environment when
 * no ids are given. `soonestExpiry` is of failed events: what is about to be lost.
 */
export async function readStats(
  db: Kysely<Tables>,
  environment: string,
  subscriptionIds?: string[],
): Promise<Map<string, EventCounts>> {
  let feeds = db.selectFrom('event_feeds').select(['id', 'subscription_id']).where('environment', '=', environment)
  if (subscriptionIds) feeds = feeds.where('subscription_id', 'in', subscriptionIds)
  if (subscriptionIds?.length === 0) return new Map()
  const subscriptions = new Map((await feeds.execute()).map((feed) => [feed.id, feed.subscription_id]))
  const groups = await db
    .selectFrom('events')
    .where('feed', 'in', feeds.clearSelect().select('id'))
    .groupBy(['feed', 'state', 'cause'])
    .select(['feed', 'state', 'cause'])
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max('updated_at').as('last'),
      fn.min('expires_at').as('soonest'),
    ])
    .execute()
  const stats = new Map<string, EventCounts>()
  for (const { feed, state, cause, count, last, soonest } of groups) {
    const id = subscriptions.get(feed)
    if (id === undefined) continue
    const sum = { ...(stats.get(id) ?? NO_EVENTS) }
    sum.total += count
    if (state === 'success') {
      sum.succeeded += count
      sum.lastDeliveredAt = latest(sum.lastDeliveredAt, last)
    } else if (state === 'failure') {
      sum.failed += count
      if (cause === 'off') sum.failedWhileOff += count
      sum.lastFailedAt = latest(sum.lastFailedAt, last)
      sum.soonestExpiry = sum.soonestExpiry === null || soonest < sum.soonestExpiry ? soonest : sum.soonestExpiry
    } else sum.pending += count
    stats.set(id, sum)
  }
  return stats
}

const latest = (one: string | null, other: string) => (one === null || other > one ? other : one)
