import { type Kysely, sql } from 'kysely'
import type { EventPage, EventQuery } from '../../contract/event.ts'
import { sortableTime, timeOf } from '../../contract/timestamp.ts'
import type { Database } from '../database/database.ts'
import { type KeysetSide, keysetPage } from '../database/keyset.ts'
import type { EventsTable, Tables } from '../database/tables.ts'
import { attributesOf, setsWith } from './attributes.ts'
import { conditionsOf } from './match.ts'
import { itemOf, sharedAttributes } from './rows.ts'

/** The sort key of an event in the list: newest first by creation, then by id. */
type SortKey = Pick<EventsTable, 'created_at' | 'id'>

const EMPTY: Omit<EventPage, 'freshness'> = {
  items: [],
  total: 0,
  older: null,
  newer: null,
  choices: { types: [], states: [], attributes: [] },
}

/**
 * One page of a subscription's events, newest first, with the count of all that match and what can be chosen. A cursor
 * that is no longer stored, and a page past either end, give the newest page. `now` is in milliseconds.
 */
export async function readEventPage(
  database: Database,
  feed: { id: number; subscriptionId: string } | undefined,
  query: EventQuery,
  now: number,
): Promise<Omit<EventPage, 'freshness'>> {
  if (!feed) return EMPTY
  const { db } = database
  const facets = await readFacets(db, feed.id)
  const choices = {
    types: distinct(facets.map((facet) => facet.type)),
    states: distinct(facets.map((facet) => facet.state)),
    attributes: await attributesOf(db, feed.id),
  }
  const matching = await matches(database, feed.id, timeOf(now), query)
  const total = isCounted(query)
    ? facets
        .filter((facet) => query.state === undefined || facet.state === query.state)
        .filter((facet) => query.type === undefined || facet.type === query.type)
        .filter((facet) => query.cause === undefined || facet.cause === query.cause)
        .reduce((sum, facet) => sum + facet.count, 0)
    : (await matching.select((row) => row.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
  if (total === 0) return { ...EMPTY, choices }
  const page = await keysetPage({
    size: query.size,
    before: await sortKeyOf(db, feed.id, query.before),
    after: await sortKeyOf(db, feed.id, query.after),
    keyOf: (row: EventsTable & { attributes_json: string | null }): SortKey => row,
    read: ({ older, newer, ascending, limit }: KeysetSide<SortKey>) => {
      const direction = ascending ? 'asc' : 'desc'
      let rows = matching
        .leftJoin('event_attribute_sets', sharedAttributes)
        .selectAll('events')
        .select('attributes_json')
      if (older) rows = rows.where((row) => row(KEY, '<', row.tuple(older.created_at, older.id)))
      if (newer) rows = rows.where((row) => row(KEY, '>', row.tuple(newer.created_at, newer.id)))
      return rows.orderBy('events.created_at', direction).orderBy('events.id', direction).limit(limit).execute()
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

const KEY = sql<[string, string]>`(events.created_at, events.id)`

async function matches(database: Database, feed: number, now: string, { state, from, to, ...match }: EventQuery) {
  const { db, engine } = database
  const sets = match.attribute === undefined ? undefined : await setsWith(database, match.attribute, feed)
  let rows = db.selectFrom('events').where('events.feed', '=', feed)
  if (state !== undefined) rows = rows.where('state', '=', state)
  if (from !== undefined) rows = rows.where(TIME, '>=', sortableTime(from))
  if (to !== undefined) rows = rows.where(TIME, '<', sortableTime(to))
  return rows.where((row) => row.and(conditionsOf(row, { engine, feed, sets, now }, match)))
}

/** The time of failing of a failed event, of creation for any other. */
const TIME = sql<string>`case when events.failed_in is null then events.created_at else events.updated_at end`

/** The members of a query that the facets can be counted by. */
const COUNTED: readonly string[] = ['state', 'type', 'cause', 'before', 'after', 'size']

const isCounted = (query: EventQuery): boolean =>
  Object.entries(query).every(([name, value]) => COUNTED.includes(name) || value === undefined || value === '')

const readFacets = (db: Kysely<Tables>, feed: number) =>
  db
    .selectFrom('events')
    .where('feed', '=', feed)
    .select(['state', 'cause', 'type'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .groupBy(['state', 'cause', 'type'])
    .execute()

async function sortKeyOf(db: Kysely<Tables>, feed: number, id: string | undefined): Promise<SortKey | undefined> {
  if (id === undefined) return undefined
  const event = db.selectFrom('events').select(['created_at', 'id']).where('feed', '=', feed).where('id', '=', id)
  return event.executeTakeFirst()
}

const distinct = (values: (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null).toSorted()
