import { type Kysely, sql } from 'kysely'
import { HOUR } from '../../contract/durations.ts'
import type { Tables } from '../database/tables.ts'

/** A subscription of which nothing has been recorded for unusually long. */
export interface Silence {
  subscriptionId: string
  lastEventAt: string
  /** The longest pause between two of its hours with events, in milliseconds. */
  longestPause: number
}

/** Hours with events from which a rhythm can be told. */
const ENOUGH = 24
/** A silence is this many times as long as every pause before it: a night without events makes no weekend unusual. */
const UNUSUAL = 5
/** The shortest silence that is told. */
const SHORTEST = 6 * HOUR

/**
 * Returns the subscriptions that went silent, by the hours of the stored week in which something was recorded of them.
 * Counted up to the last reading: what was not read is no silence. `now` is in milliseconds.
 */
export async function readSilences(db: Kysely<Tables>, environment: string, now: number): Promise<Silence[]> {
  const newest = sql<string | null>`(select max(created_at) from events where events.feed = event_feeds.id)`
  const feeds = await db
    .selectFrom('event_feeds')
    .select(['id', 'subscription_id', 'as_of', newest.as('newest')])
    .where('environment', '=', environment)
    .where('complete', '=', 1)
    .execute()
  const quiet = feeds.flatMap(({ id, subscription_id, as_of, newest: lastEventAt }) => {
    const until = Math.min(as_of ?? 0, now)
    const long = lastEventAt === null ? 0 : until - Date.parse(lastEventAt)
    return lastEventAt !== null && long > SHORTEST ? { id, subscriptionId: subscription_id, lastEventAt, long } : []
  })
  if (quiet.length === 0) return []
  const hour = sql<string>`substr(created_at, 1, 13)`
  const rows = await db
    .selectFrom('events')
    .where(
      'feed',
      'in',
      quiet.map(({ id }) => id),
    )
    .groupBy(['feed', hour])
    .select(['feed', hour.as('hour')])
    .execute()
  const hours = Map.groupBy(rows, ({ feed }) => feed)
  return quiet.flatMap(({ id, subscriptionId, lastEventAt, long }) => {
    const own = (hours.get(id) ?? []).map((row) => Date.parse(`${row.hour}:00:00Z`)).toSorted((a, b) => a - b)
    const longestPause = pauseIn(own)
    const silent = own.length >= ENOUGH && long > Math.max(SHORTEST, UNUSUAL * longestPause)
    return silent ? { subscriptionId, lastEventAt, longestPause } : []
  })
}

/** Returns the longest time from one hour to the next; sorted times in milliseconds. */
const pauseIn = (hours: number[]): number =>
  hours.reduce((longest, at, place) => Math.max(longest, at - (hours[place - 1] ?? at)), 0)
