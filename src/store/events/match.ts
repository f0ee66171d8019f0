import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { HOUR } from '../../contract/durations.ts'
import type { EventMatch } from '../../contract/event.ts'
import { laterTime } from '../../contract/timestamp.ts'
import { contains, containsLower } from '../database/like.ts'
import type { Engine } from '../database/migrations/column-types.ts'
import type { Tables } from '../database/tables.ts'
import { hasSet } from './attributes.ts'

/** The scope of a search: one feed, the failed events of an environment, or both. */
export interface MatchContext {
  engine: Engine
  feed?: number | undefined
  failed?: { environment: string; state: string }
  /** The attribute sets to have one of (event-attributes.ts), where an attribute is asked for. */
  sets: number[] | undefined
  /** A sortable time: `expiresWithin` counts from then. */
  now: string
}

type Row = ExpressionBuilder<Tables, 'events'>

const isShort = (user: string) => user.length < 8
/** An id, or so much of its beginning that it is nothing else. */
const ID = /^[0-9a-f]{8}(-[0-9a-f-]{0,27})?$/i

/**
 * Splits a match into what has to be searched for, because no index has it in the order of a list, and all else. Of one
 * feed no value stands in an index in that order, of an environment each does.
 */
export function scatteredIn(match: EventMatch, ofFeed: boolean): Record<'scattered' | 'rest', EventMatch> {
  const { text, user, attribute, cause, status, type, entityType, application, ...others } = match
  const values = { cause, status, type, entityType, application }
  const [isId, isUser] = [text !== undefined && ID.test(text), user !== undefined && !isShort(user)]
  const searched = { attribute, ...(!isId && { text }), ...(!isUser && { user }) }
  const rest = { ...others, ...(isId && { text }), ...(isUser && { user }) }
  return ofFeed
    ? { scattered: { ...searched, ...values }, rest }
    : { scattered: searched, rest: { ...rest, ...values } }
}

/**
 * The conditions of a match, one for each member that is named; `from` and `to` are not among them, for what they mean
 * depends on the state; an attribute is asked for by its sets. A text that begins like an id is looked up, which takes
 * no time; any other is searched for.
 */
export function conditionsOf(row: Row, context: MatchContext, match: EventMatch): Expression<SqlBool>[] {
  const { type, entityType, user, application, cause, status, text, expiresWithin } = match
  const conditions: Expression<SqlBool>[] = []
  if (type !== undefined) conditions.push(row('events.type', '=', type))
  if (entityType !== undefined) conditions.push(row('events.entity_type', '=', entityType))
  if (application !== undefined) conditions.push(row('events.application', '=', application))
  if (cause !== undefined) conditions.push(row('events.cause', '=', cause))
  if (status !== undefined) conditions.push(row('events.listener_status', '=', status))
  // Few letters may be the beginning of every user: then it is shorter to go through the list.
  if (user && isShort(user))
    conditions.push(row('events.user_id', '>=', user), row('events.user_id', '<', `${user}\u{10ffff}`))
  else if (user) conditions.push(begin(context, ['user_id'], user))
  if (context.sets) conditions.push(hasSet(context.engine, context.sets))
  if (text) conditions.push(mentions(row, context, text))
  if (expiresWithin !== undefined)
    conditions.push(row('events.expires_at', '<=', laterTime(context.now, expiresWithin * HOUR)))
  return conditions
}

function mentions(row: Row, context: MatchContext, text: string): Expression<SqlBool> {
  if (ID.test(text)) return begin(context, IDS, text.toLowerCase())
  if (context.failed) return containsLower(row.ref('events.failed_text'), text)
  return row.or([...IDS, 'listener_error' as const].map((column) => contains(row.ref(`events.${column}`), text)))
}

const IDS = ['id', 'event_id', 'user_id'] as const

/** Looked up first and by themselves: neither engine finds out that this is shorter than to go through the list. */
function begin({ feed, failed }: MatchContext, columns: readonly (typeof IDS)[number][], text: string) {
  const scope = failed ? sql`failed_in = ${failed.environment} and state = ${failed.state}` : sql`feed = ${feed}`
  const ranges = columns.map((column) => {
    const name = sql.ref(column)
    return sql`select feed, id from events where ${scope} and ${name} >= ${text} and ${name} < ${`${text}\u{10ffff}`}`
  })
  const within = sql.join(ranges, sql` union all `)
  return sql<SqlBool>`(events.feed, events.id) in (${within})`
}
