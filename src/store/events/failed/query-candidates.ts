import type { AliasedExpression, Expression, SelectQueryBuilder, SqlBool } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import { lookupOf } from './text.ts'

type Events<Selected> = SelectQueryBuilder<Tables, 'events', Selected>

/** Failed events that stand together in an index, and what is searched for among them, a text perhaps. */
export interface Searched {
  environment: string
  near: Events<object>
  scattered: Expression<SqlBool> | undefined
  text: string | undefined
}

export interface PlaceOrder {
  column: 'events.expires_at' | 'events.updated_at'
  direction: 'asc' | 'desc'
  limit: number
}

/** The keys of events in their order. */
type Places = AliasedExpression<{ feed: number; id: string }, 'places'>

/** Values that one event in this many has are found by walking through a list. */
const ONE_IN = 100
const WALKED_AT_LEAST = 5_000

/**
 * Returns the queries that find the first events of a list, to be tried in turn until one has found enough; the last
 * finds all there are. PostgreSQL takes what is searched for to be spread evenly, and would walk through a million
 * events for what none of them has, or what they have at the other end. So it is told to walk a bounded way, and then
 * to look all of it up and sort it.
 */
export async function* queryCandidates(
  database: Database,
  { environment, near, scattered, text }: Searched,
  order: PlaceOrder,
): AsyncGenerator<Places> {
  const all = scattered ? near.where(scattered) : near
  if (!scattered || database.engine === 'sqlite') return void (yield walk(all, order))
  const beginning = inOrder(near, order)
    .selectAll('events')
    .limit(Math.max(WALKED_AT_LEAST, order.limit * ONE_IN))
  yield walk(database.db.selectFrom(beginning.as('events')).where(scattered), order)
  // One feed needs them as well: the indices of values and texts cover whole environments.
  const whole = all.where('events.failed_in', '=', environment)
  if (text === undefined) return void (yield collect(database, whole, order))
  const lookup = await lookupOf(database, text)
  // No index of a list holds `read_at`: to go through one of them, the other thing it could do, is out of the question.
  yield lookup ? collect(database, whole.where(lookup.found).select('events.read_at'), order) : walk(all, order)
}

const inOrder = <Selected>(events: Events<Selected>, { column, direction }: PlaceOrder): Events<Selected> =>
  events.orderBy(column, direction).orderBy('events.id', direction).orderBy('events.feed', direction)

const walk = (events: Events<object>, order: PlaceOrder) =>
  inOrder(events, order).select(['events.feed', 'events.id']).limit(order.limit).as('places')

/** Materialized: PostgreSQL plans for all of them, not for a few in order. */
const collect = ({ db }: Database, events: Events<object>, { column, direction, limit }: PlaceOrder) =>
  db
    .with(
      (name) => name('found').materialized(),
      () => events.select(['events.feed', 'events.id', `${column} as sorted_by`]),
    )
    .selectFrom('found')
    .select(['feed', 'id'])
    .orderBy('sorted_by', direction)
    .orderBy('id', direction)
    .orderBy('feed', direction)
    .limit(limit)
    .as('places')
