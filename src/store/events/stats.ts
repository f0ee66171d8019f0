import type { Kysely } from 'kysely'
import { DAY } from '../../contract/durations.ts'
import { type EventCounts, NO_EVENTS } from '../../contract/subscription.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { Tables } from '../database/tables.ts'
import { type AnsweredGroup, readAnswers } from './answers.ts'

/** The subscriptions whose figures are read: some, or all of an environment. `now` is in milliseconds. */
export interface StatsWanted {
  environment: string
  subscriptionIds?: string[] | undefined
  now: number
}

/**
 * Returns the figures of each subscription that has stored events, in one grouped query and a few short ones for what is
 * known of their listeners. `soonestExpiry` is of failed events: what is about to be lost.
 */
export async function readStats(
  db: Kysely<Tables>,
  { environment, subscriptionIds, now }: StatsWanted,
): Promise<Map<string, EventCounts>> {
  let feeds = db.selectFrom('event_feeds').select(['id', 'subscription_id']).where('environment', '=', environment)
  if (subscriptionIds) feeds = feeds.where('subscription_id', 'in', subscriptionIds)
  if (subscriptionIds?.length === 0) return new Map()
  const subscriptions = new Map((await feeds.execute()).map((feed) => [feed.id, feed.subscription_id]))
  const ids = feeds.clearSelect().select('id')
  const groups = await db
    .selectFrom('events')
    .where('feed', 'in', ids)
    .groupBy(['feed', 'state', 'cause', 'type'])
    .select(['feed', 'state', 'cause', 'type'])
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max('updated_at').as('last'),
      fn.min('expires_at').as('soonest'),
    ])
    .execute()
  const soon = await db
    .selectFrom('events')
    .where('failed_in', '=', environment)
    .where('state', '=', 'failure')
    .where('expires_at', '<=', timeOf(now + DAY))
    .$if(subscriptionIds !== undefined, (some) => some.where('feed', 'in', ids))
    .groupBy('feed')
    .select(({ fn }) => ['feed', fn.countAll<number>().as('count')])
    .execute()
  const expiring = new Map(soon.map(({ feed, count }) => [feed, count]))
  const answers = await readAnswers(db, groups)
  const stats = new Map<string, EventCounts>()
  for (const [feed, own] of Map.groupBy(groups, (group) => group.feed)) {
    const id = subscriptions.get(feed)
    if (id === undefined) continue
    stats.set(id, { ...countsOf(own), expiringWithinDay: expiring.get(feed) ?? 0, ...answers.get(feed) })
  }
  return stats
}

interface CountedGroup extends AnsweredGroup {
  count: number
  soonest: string
}

function countsOf(groups: CountedGroup[]): EventCounts {
  const sum = { ...NO_EVENTS }
  for (const { state, cause, count, last, soonest } of groups) {
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
  }
  return sum
}

const latest = (one: string | null, other: string) => (one === null || other > one ? other : one)
