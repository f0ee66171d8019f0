import { type Kysely, sql } from 'kysely'
import type { EventPage, EventQuery } from '../contract/event.ts'
import { itemOf } from './event-rows.ts'
import { type KeysetSide, keysetPage } from './keyset.ts'
import type { Engine } from './migrations/column-types.ts'
import type { EventsTable, Tables } from './tables.ts'

/** Where an event stands in the list: newest first by creation, then by id. */
type Place = Pick<EventsTable, 'created_at' | 'id'>

const EMPTY: Omit<EventPage, 'freshness'> = {
  items: [],
  total: 0,
  older: null,
  newer: null,
  choices: { types: [], states: [], attributes: [] },
}

/**
 * One page of a subscription's events, newest first, with the count of all that match and what can be chosen. `user` is
 * the beginning of a user's id. A cursor that is no longer stored, and a page past either end, give the newest page.
 */
export async function readEventPage(
  { db, engine }: { db: Kysely<Tables>; engine: Engine },
  feed: { id: number; subscriptionId: string } | undefined,
  query: EventQuery,
): Promise<Omit<EventPage, 'freshness'>> {
  if (!feed) return EMPTY
  const facets = await readFacets(db, feed.id)
  const choices = {
    types: distinct(facets.map((facet) => facet.type)),
    states: distinct(facets.map((facet) => facet.state)),
    attributes: await readAttributes(db, feed.id),
  }
  const matching = matches(db, engine, feed.id, query)
  const total =
    query.attribute === undefined && query.user === undefined
      ? facets
          .filter((facet) => query.state === undefined || facet.state === query.state)
          .filter((facet) => query.type === undefined || facet.type === query.type)
          .filter((facet) => query.cause === undefined || facet.cause === query.cause)
          .reduce((sum, facet) => sum + facet.count, 0)
      : (await matching.select((row) => row.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
  if (total === 0) return { ...EMPTY, choices }
  const page = await keysetPage({
    size: query.size,
    before: await placeOf(db, feed.id, query.before),
    after: await placeOf(db, feed.id, query.after),
    keyOf: (row: EventsTable): Place => row,
    read: ({ older, newer, ascending, limit }: KeysetSide<Place>) => {
      const direction = ascending ? 'asc' : 'desc'
      let rows = matching.selectAll().orderBy('created_at', direction).orderBy('id', direction).limit(limit)
      if (older)
        rows = rows.where((row) => row(row.refTuple('created_at', 'id'), '<', row.tuple(older.created_at, older.id)))
      if (newer)
        rows = rows.where((row) => row(row.refTuple('created_at', 'id'), '>', row.tuple(newer.created_at, newer.id)))
      return rows.execute()
    },
  })
  return {
    items: page.items.map((row) => itemOf(feed.subscriptionId, row)),
    total,
    older: page.older?.id ?? null,
    newer: page.newer?.id ?? null,
    choices,
  }
}

function matches(
  db: Kysely<Tables>,
  engine: Engine,
  feed: number,
  { state, type, cause, attribute, user }: EventQuery,
) {
  let rows = db.selectFrom('events').where('feed', '=', feed)
  if (state !== undefined) rows = rows.where('state', '=', state)
  if (type !== undefined) rows = rows.where('type', '=', type)
  if (cause !== undefined) rows = rows.where('cause', '=', cause)
  if (user) rows = rows.where('user_id', '>=', user).where('user_id', '<', `${user}\u{10ffff}`)
  if (attribute !== undefined) {
    const position = sql.raw(engine === 'postgres' ? 'strpos' : 'instr')
    rows = rows.where(
      (row) => sql<boolean>`${position}(${row.ref('attributes_json')}, ${JSON.stringify(attribute)}) > 0`,
    )
  }
  return rows
}

const readFacets = (db: Kysely<Tables>, feed: number) =>
  db
    .selectFrom('events')
    .where('feed', '=', feed)
    .select(['state', 'cause', 'type'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .groupBy(['state', 'cause', 'type'])
    .execute()

async function readAttributes(db: Kysely<Tables>, feed: number): Promise<string[]> {
  const names = db.selectFrom('event_attributes').select('attribute').where('feed', '=', feed).orderBy('attribute')
  return (await names.execute()).map((row) => row.attribute)
}

async function placeOf(db: Kysely<Tables>, feed: number, id: string | undefined): Promise<Place | undefined> {
  if (id === undefined) return undefined
  const event = db.selectFrom('events').select(['created_at', 'id']).where('feed', '=', feed).where('id', '=', id)
  return event.executeTakeFirst()
}

const distinct = (values: (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null).toSorted()
