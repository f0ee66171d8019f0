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
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The conditions of a match, one for each member that is named; `from` and `to` are not among them, for what they mean
 * depends on the state. A text that is a whole UUID is looked up as an id or a user; any other is searched for.
 */
export function conditionsOf(row: Row, context: MatchContext, match: EventMatch): Expression<SqlBool>[] {
  const { type, entityType, attribute, user, application, cause, status, text, expiresWithin } = match
  const conditions: Expression<SqlBool>[] = []
  if (type !== undefined) conditions.push(row('events.type', '=', type))
  if (entityType !== undefined) conditions.push(row('events.entity_type', '=', entityType))
  if (application !== undefined) conditions.push(row('events.application', '=', application))
  if (cause !== undefined) conditions.push(row('events.cause', '=', cause))
  if (status !== undefined) conditions.push(row('events.listener_status', '=', status))
  if (user) conditions.push(row('events.user_id', '>=', user), row('events.user_id', '<', `${user}\u{10ffff}`))
  if (attribute !== undefined) conditions.push(hasAttribute(row, context, attribute))
  if (text) conditions.push(mentions(row, text))
  if (expiresWithin !== undefined)
    conditions.push(row('events.expires_at', '<=', laterTime(context.now, expiresWithin * HOUR)))
  return conditions
}

function mentions(row: Row, text: string): Expression<SqlBool> {
  if (UUID.test(text)) {
    const id = text.toLowerCase()
    return row.or([row('events.id', '=', id), row('events.event_id', '=', id), row('events.user_id', '=', id)])
  }
  return row.or([
    contains(row.ref('events.id'), text),
    contains(row.ref('events.event_id'), text),
    contains(row.ref('events.user_id'), text),
    contains(row.ref('events.listener_error'), text),
  ])
}

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
