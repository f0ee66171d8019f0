import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * Failed events of a whole environment. `seen_at` is when the console learnt of an event's present state: what freezes
 * a list. Of failed events only, `failed_in` is the environment and `failed_text` what a search looks through, in lower
 * case. The indices hold nothing else; they carry what a list filters by, so that rows are fetched for one page only.
 */
export async function failedEvents(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, clock } = columnTypes(engine)
  await db.schema
    .alterTable('events')
    .addColumn('seen_at', clock, (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('events').addColumn('failed_in', text).execute()
  await db.schema.alterTable('events').addColumn('failed_text', text).execute()
  await sql`update events set seen_at = read_at`.execute(db)
  await sql`update events set
      failed_in = (select environment from event_feeds where event_feeds.id = events.feed),
      failed_text = lower(id || ' ' || coalesce(event_id, '') || ' ' || coalesce(user_id, '') || ' ' ||
        substr(coalesce(listener_error, ''), 1, 300))
    where state in ('failure', 'awaiting-retry')`.execute(db)
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('events').columns(columns).where(sql.ref('failed_in'), 'is not', null)
  const of = ['failed_in', 'state']
  const carried = ['listener_status', 'type', 'entity_type', 'application', 'attribute_set', 'seen_at']
  await index('events_failed', [...of, 'expires_at', 'id', 'feed', 'cause', ...carried]).execute()
  await index('events_failed_cause', [...of, 'cause', 'expires_at', 'id', 'feed', ...carried]).execute()
  await index('events_failed_feed', ['feed', 'state', 'expires_at', 'id', 'cause', ...carried]).execute()
  await index('events_failed_text', [...of, 'expires_at', 'id', 'feed', 'cause', ...carried, 'failed_text']).execute()
  await index('events_failed_user', [...of, 'user_id']).execute()
  await index('events_failed_id', [...of, 'id']).execute()
  await index('events_failed_event', [...of, 'event_id']).execute()
  await db.schema.createIndex('event_attribute_sets_hash').on('event_attribute_sets').columns(['hash']).execute()
}
