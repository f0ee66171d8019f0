import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { EventMatch } from '../contract/event.ts'
import { contains } from './like.ts'
import type { Engine } from './migrations/column-types.ts'
import type { Tables } from './tables.ts'
import { laterTime } from './time.ts'

/** Where events are looked for, and when (a sortable time): `expiresWithin` counts from then. */
export interface MatchContext {
  engine: Engine
  scope: { feed: number } | { environment: string }
  now: string
}

type Row = ExpressionBuilder<Tables, 'events'>

const HOUR = 3_600_000
/** An id, or so much of its beginning that it is nothing else. */
const ID = /^[0-9a-f]{8}(-[0-9a-f-]{0,27})?$/i

/**
 * The conditions of a match, one for each member that is named; `from` and `to` are not among them, for what they mean
 * depends on the state. A text that begins like an id is looked up, which takes no time; any other is searched for.
 */
export function conditionsOf(row: Row, context: MatchContext, match: EventMatch): Expression<SqlBool>[] {
  const { type, entityType, attribute, user, application, cause, status, text, expiresWithin } = match
  const conditions: Expression<SqlBool>[] = []
  if (type !== undefined) conditions.push(row('events.type', '=', type))
  if (entityType !== undefined) conditions.push(row('events.entity_type', '=', entityType))
  if (application !== undefined) conditions.push(row('events.application', '=', application))
  if (cause !== undefined) conditions.push(row('events.cause', '=', cause))
  if (status !== undefined) conditions.push(row('events.listener_status', '=', status))
  if (user) conditions.push(begins(row, 'user_id', user))
  if (attribute !== undefined) conditions.push(hasAttribute(row, context, attribute))
  if (text) conditions.push(mentions(row, text))
  if (expiresWithin !== undefined)
    conditions.push(row('events.expires_at', '<=', laterTime(context.now, expiresWithin * HOUR)))
  return conditions
}

function mentions(row: Row, text: string): Expression<SqlBool> {
  if (ID.test(text)) return row.or(IDS.map((column) => begins(row, column, text.toLowerCase())))
  return row.or([...IDS, 'listener_error' as const].map((column) => contains(row.ref(`events.${column}`), text)))
}

const IDS = ['id', 'event_id', 'user_id'] as const

const begins = (row: Row, column: (typeof IDS)[number], text: string): Expression<SqlBool> =>
  row.and([row(`events.${column}`, '>=', text), row(`events.${column}`, '<', `${text}\u{10ffff}`)])

/** Few sets of attributes are looked through instead of many events. */
function hasAttribute(row: Row, { engine, scope }: MatchContext, attribute: string): Expression<SqlBool> {
  const position = sql.raw(engine === 'postgres' ? 'strpos' : 'instr')
  const sets = row
    .selectFrom('event_attribute_sets as sets')
    .select('sets.hash')
    .where((set) => sql<SqlBool>`${position}(${set.ref('sets.attributes_json')}, ${JSON.stringify(attribute)}) > 0`)
  if ('feed' in scope) return row('events.attribute_set', 'in', sets.where('sets.feed', '=', scope.feed))
  const feeds = row.selectFrom('event_feeds').select('event_feeds.id').where('environment', '=', scope.environment)
  return row('events.attribute_set', 'in', sets.where('sets.feed', 'in', feeds))
}
