import { type SqlBool, sql } from 'kysely'
import type { EventItem } from '../../contract/event.ts'
import type { EventName, EventSelection } from '../../contract/failed-event.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { Database } from '../database/database.ts'
import { eachFailed } from './failed/rows.ts'
import { itemOf, sharedAttributes } from './rows.ts'

/** An event as a plan needs it. What was selected by name comes as it is now, whatever its state. */
export type SelectedEvent = Pick<
  EventItem,
  | 'subscriptionId'
  | 'id'
  | 'eventId'
  | 'createdAt'
  | 'occurredAt'
  | 'updatedAt'
  | 'state'
  | 'type'
  | 'user'
  | 'entityType'
  | 'attributes'
  | 'expiresAt'
  | 'cause'
>

const IDS_AT_ONCE = 500

/**
 * The events of a selection that are still stored and have not expired, each once: by name in no order, all that match
 * except some soonest to expire first. `now` is in milliseconds.
 */
export async function* readSelection(
  database: Database,
  environment: string,
  selection: EventSelection,
  now: number,
): AsyncGenerator<SelectedEvent> {
  if (selection.by === 'match') {
    const asOf = Math.min(Date.parse(selection.asOf), now)
    const out = new Set(selection.except.map(nameOf))
    for await (const event of eachFailed(database, { environment, match: selection.match, asOf, now }, 'expiry'))
      if (!out.has(nameOf(event))) yield event
  } else yield* readNamed(database, environment, selection.events, now)
}

const nameOf = ({ subscriptionId, id }: EventName): string => `${subscriptionId} ${id}`

async function* readNamed(
  { db }: Database,
  environment: string,
  events: EventName[],
  now: number,
): AsyncGenerator<SelectedEvent> {
  const wanted = [...new Map(events.map((event) => [nameOf(event), event])).values()]
  const stored = db
    .selectFrom('event_feeds')
    .select(['id', 'subscription_id'])
    .where('environment', '=', environment)
    .where('subscription_id', 'in', [...new Set(wanted.map((event) => event.subscriptionId))])
  const feeds = new Map((await stored.execute()).map((feed) => [feed.subscription_id, feed.id]))
  const keys = wanted.flatMap(({ subscriptionId, id }) => {
    const feed = feeds.get(subscriptionId)
    return feed === undefined ? [] : [sql`(cast(${feed} as integer), ${id})`]
  })
  for (let start = 0; start < keys.length; start += IDS_AT_ONCE) {
    const some = sql.join(keys.slice(start, start + IDS_AT_ONCE))
    const rows = await db
      .selectFrom('events')
      .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
      .leftJoin('event_attribute_sets', sharedAttributes)
      .where(sql<SqlBool>`(events.feed, events.id) in (values ${some})`)
      .where('events.expires_at', '>', timeOf(now))
      .selectAll('events')
      .select(['subscription_id', 'attributes_json'])
      .execute()
    for (const row of rows) yield itemOf(row.subscription_id, row)
  }
}
