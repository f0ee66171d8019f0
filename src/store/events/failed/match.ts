import { expressionBuilder, type Kysely } from 'kysely'
import { EVENT_RETENTION } from '../../../contract/durations.ts'
import type { FailedMatch } from '../../../contract/failed-event.ts'
import { laterTime, sortableTime, timeOf } from '../../../contract/timestamp.ts'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { setsWith } from '../attributes.ts'
import { conditionsOf, scatteredIn } from '../match.ts'
import { lookupOf } from './text.ts'

/**
 * Which failed events of an environment, and as known when: `asOf` freezes the list, `now` is the store's clock (ms).
 */
export interface FailedScope {
  environment: string
  match: FailedMatch
  asOf: number
  now: number
}

/** Returns what a query asks for at a moment; a moment in the future counts as now. */
export function scopeOf(
  environment: string,
  { asOf, ...match }: FailedMatch & { asOf?: string | undefined },
  now: number,
) {
  return {
    environment,
    match,
    asOf: asOf === undefined ? now : Math.min(Date.parse(asOf), now),
    now,
  } satisfies FailedScope
}

/** A subscription's feed by its id; undefined when nothing was ever read of it. */
async function findFeed(db: Kysely<Tables>, environment: string, subscriptionId: string): Promise<number | undefined> {
  const feed = db.selectFrom('event_feeds').select('id').where('environment', '=', environment)
  return (await feed.where('subscription_id', '=', subscriptionId).executeTakeFirst())?.id
}

/**
 * Returns the condition of a match at any time: the caller adds the moment that freezes it. Expired events never match.
 * Given up at one moment means forgotten 7 days later (API 6.5), so times of failing are asked for as times of expiry:
 * one index serves both. Undefined when it can only be empty.
 */
export async function failedEvents(database: Database, scope: FailedScope) {
  const parts = await failedParts(database, scope)
  if (!parts?.scattered) return parts?.near
  const matching = parts.near.where(parts.scattered)
  const lookup = parts.text === undefined ? undefined : await lookupOf(database, parts.text)
  return lookup ? matching.where(lookup.found) : matching
}

/**
 * The same in two parts: `near` stands together in an index in the order of the lists, `scattered` is searched for in
 * it (undefined when nothing is), and `text` is among it.
 */
export async function failedParts(database: Database, { environment, match, asOf, now }: FailedScope) {
  const { db, engine } = database
  const { state, subscription, attribute, from, to } = match
  const feed = subscription === undefined ? undefined : await findFeed(db, environment, subscription)
  if (subscription !== undefined && feed === undefined) return undefined
  const sets = attribute === undefined ? undefined : await setsWith(database, attribute, feed)
  if (sets?.length === 0) return undefined
  const context = { engine, feed, failed: { environment, state }, now: timeOf(asOf) }
  let rows = db.selectFrom('events').where('events.state', '=', state).where('events.expires_at', '>', timeOf(now))
  // The index of a feed does not hold the environment; asking for it would fetch every row.
  if (feed === undefined) rows = rows.where('events.failed_in', '=', environment)
  else rows = rows.where('events.failed_in', 'is not', null).where('events.feed', '=', feed)
  const failedAt = state === 'failure' ? 'events.expires_at' : 'events.updated_at'
  const timeAt = (time: string) => (state === 'failure' ? laterTime(time, EVENT_RETENTION) : sortableTime(time))
  if (from !== undefined) rows = rows.where(failedAt, '>=', timeAt(from))
  if (to !== undefined) rows = rows.where(failedAt, '<', timeAt(to))
  const { scattered, rest } = scatteredIn(match, feed !== undefined)
  const row = expressionBuilder<Tables, 'events'>()
  const searched = conditionsOf(row, { ...context, sets }, scattered)
  return {
    near: rows.where(row.and(conditionsOf(row, { ...context, sets: undefined }, rest))),
    scattered: searched.length > 0 ? row.and(searched) : undefined,
    text: scattered.text || undefined,
  }
}
