import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * Failed events of a whole environment. `seen_at` is when the console learnt of an event's present state: what freezes a
 * list. `failed_in` is the environment, of failed events only: these indices hold nothing else. They begin with what is
 * always asked for, then come in the order of the list, and carry what a list filters by.
 */
export async function failedEvents(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, clock } = columnTypes(engine)
  await db.schema
    .alterTable('events')
    .addColumn('seen_at', clock, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('events').addColumn('failed_in', text).execute()
  await sql`update events set seen_at = read_at`.execute(db)
  await sql`update events set failed_in = (select environment from event_feeds where event_feeds.id = events.feed)
    where state in ('failure', 'awaiting-retry')`.execute(db)
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('events').columns(columns).where(sql.ref('failed_in'), 'is not', null)
  const carried = ['listener_status', 'type', 'entity_type', 'application', 'attribute_set', 'seen_at']
  await index('events_failed', ['failed_in', 'state', 'expires_at', 'id', 'feed', 'cause', ...carried]).execute()
  await index('events_failed_cause', ['failed_in', 'state', 'cause', 'expires_at', 'id', 'feed', ...carried]).execute()
  await index('events_failed_feed', ['feed', 'state', 'expires_at', 'id', 'cause', ...carried]).execute()
  await index('events_failed_user', ['failed_in', 'user_id']).execute()
  await index('events_failed_id', ['failed_in', 'id']).execute()
  await index('events_failed_event', ['failed_in', 'event_id']).execute()
}
