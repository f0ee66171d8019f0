import { type Insertable, type Kysely, sql, type Transaction } from 'kysely'
import { sortableTime, timeOf } from '../../contract/timestamp.ts'
import type { EventAttributeSetsTable, EventsTable, Tables } from '../database/tables.ts'
import { attributeSetOf, type IndexedEvent, rowOf } from './rows.ts'

const ROWS_AT_ONCE = 200

/** The row of a subscription's feed, made where missing. */
export async function feedOf(db: Kysely<Tables>, environment: string, subscriptionId: string): Promise<number> {
  const find = db
    .selectFrom('event_feeds')
    .select('id')
    .where('environment', '=', environment)
    .where('subscription_id', '=', subscriptionId)
  const known = await find.executeTakeFirst()
  if (known) return known.id
  await db
    .insertInto('event_feeds')
    .values({ environment, subscription_id: subscriptionId })
    .onConflict((conflict) => conflict.columns(['environment', 'subscription_id']).doNothing())
    .execute()
  return (await find.executeTakeFirstOrThrow()).id
}

/**
 * Writes events of one feed. Of two readings of an event the later one stays, whichever arrives first. What has expired
 * is left out. `readAt` is when the API was asked for them, in milliseconds; those of which something is new are seen
 * now.
 */
export async function writeEvents(
  trx: Transaction<Tables>,
  feed: { id: number; environment: string },
  events: IndexedEvent[],
  { readAt, now }: { readAt: number; now: number },
): Promise<void> {
  const horizon = timeOf(now)
  const unexpired = events.filter((event) => sortableTime(event.expiresAt) > horizon)
  const rows = [...new Map(unexpired.map((event) => [event.id, rowOf(event, { feed, readAt, seenAt: now })])).values()]
  for (const some of inParts(rows))
    await trx
      .insertInto('events')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['feed', 'id']).doUpdateSet(replacement).whereRef('excluded.read_at', '>=', 'events.read_at'),
      )
      .execute()
  await writeAttributeSets(trx, feed.id, unexpired)
}

const REPLACED = [
  'created_at',
  'updated_at',
  'state',
  'settled',
  'attempts',
  'type',
  'event_id',
  'entity_type',
  'attribute_set',
  'user_id',
  'application',
  'client',
  'occurred_at',
  'listener_status',
  'listener_error',
  'cause',
  'expires_at',
  'read_at',
  'claim_json',
  'failed_in',
  'failed_text',
] as const satisfies (keyof EventsTable)[]
/** An event that did not change keeps the time at which it was learnt, however often it is read. */
const seenAt = sql<number>`case when excluded.updated_at = events.updated_at and excluded.state = events.state
  then events.seen_at else excluded.seen_at end`
const replacement = {
  ...Object.fromEntries(REPLACED.map((column) => [column, sql.ref(`excluded.${column}`)])),
  seen_at: seenAt,
}

async function writeAttributeSets(trx: Transaction<Tables>, feed: number, events: IndexedEvent[]): Promise<void> {
  const sets = new Map<number, Insertable<EventAttributeSetsTable>>()
  for (const { attributes, expiresAt } of events) {
    const [hash, expires_at] = [attributeSetOf(attributes), sortableTime(expiresAt)]
    const known = sets.get(hash)
    if (!known || known.expires_at < expires_at)
      sets.set(hash, { feed, hash, attributes_json: JSON.stringify(attributes), expires_at })
  }
  for (const some of inParts([...sets.values()]))
    await trx
      .insertInto('event_attribute_sets')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['feed', 'hash'])
          .doUpdateSet({ expires_at: sql.ref('excluded.expires_at') })
          .whereRef('excluded.expires_at', '>', 'event_attribute_sets.expires_at'),
      )
      .execute()
}

/** Both engines limit how many values one statement may hold. */
function* inParts<Row>(rows: Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) yield rows.slice(start, start + ROWS_AT_ONCE)
}
