import { type Insertable, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
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

type Column = keyof EventsTable
const REPLACED = [
  'created_at',
  'updated_at',
  'state',
  'settled',
  'expires_at',
  'read_at',
  'failed_in',
] as const satisfies Column[]
/** The columns of the token, which never changes: a list that leaves it out takes nothing away. */
const OF_TOKEN = [
  'unread',
  'type',
  'event_id',
  'entity_type',
  'attribute_set',
  'user_id',
  'application',
  'client',
  'occurred_at',
  'claim_json',
] as const satisfies Column[]
/** The columns of the listener's answer, kept while the event does not change, though a list leaves them out. */
const OF_ANSWER = ['due', 'attempts', 'listener_status', 'listener_error', 'cause'] as const satisfies Column[]
const UNCHANGED = sql`excluded.updated_at = events.updated_at and excluded.state = events.state`
const TOKEN_KEPT = sql`excluded.unread = 1`
const ANSWER_KEPT = sql`excluded.due = 1 and events.due = 0 and ${UNCHANGED}`
const keep = (columns: readonly Column[], condition: RawBuilder<unknown>) =>
  columns.map((column) => [
    column,
    sql`case when ${condition} then ${sql.ref(`events.${column}`)} else ${sql.ref(`excluded.${column}`)} end`,
  ])
/** An event that did not change keeps the time at which it was learnt, however often it is read. */
const seenAt = sql<number>`case when ${UNCHANGED} then events.seen_at else excluded.seen_at end`
/** The searched text of a failed event keeps what token and answer said. */
const failedText = sql<string | null>`case
  when excluded.failed_text is null then null
  when (${TOKEN_KEPT}) and events.unread = 0 or (${ANSWER_KEPT}) then lower(
    excluded.id || ' ' || coalesce(events.event_id, '') || ' ' || coalesce(events.user_id, '') || ' ' ||
    coalesce(substr(case when ${ANSWER_KEPT} then events.listener_error else excluded.listener_error end, 1, 300), ''))
  else excluded.failed_text end`
const replacement = {
  ...Object.fromEntries([
    ...REPLACED.map((column) => [column, sql.ref(`excluded.${column}`)]),
    ...keep(OF_TOKEN, TOKEN_KEPT),
    ...keep(OF_ANSWER, ANSWER_KEPT),
  ]),
  failed_text: failedText,
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
