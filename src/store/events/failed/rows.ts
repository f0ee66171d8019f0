import { sql } from 'kysely'
import { z } from 'zod'
import type { EventItem } from '../../../contract/event.ts'
import type { FailedMatch, FailedQuery } from '../../../contract/failed-event.ts'
import type { Database } from '../../database/database.ts'
import type { KeysetSide } from '../../database/keyset.ts'
import { type EventRow, itemOf, sharedAttributes } from '../rows.ts'
import { type FailedScope, failedParts } from './match.ts'
import { queryCandidates } from './query-candidates.ts'

/** The sort key of an event in a list: the sorted column, then its id, then its feed. */
const SortKey = z.tuple([z.string(), z.string(), z.number().int()])
export type SortKey = z.infer<typeof SortKey>

export function cursorOf(place: SortKey): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Undefined for what is no cursor. */
export function sortKeyIn(cursor: string | undefined): SortKey | undefined {
  if (cursor === undefined) return undefined
  try {
    return SortKey.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/** The column that a list is sorted by. Failures are forgotten in the order in which they failed. */
const columnOf = (state: FailedMatch['state'], sort: FailedQuery['sort']) =>
  sort === 'failed' && state === 'awaiting-retry' ? 'events.updated_at' : 'events.expires_at'

export interface FailedRow {
  item: EventItem
  place: SortKey
}

/**
 * Reads some of the matching events that were known by `asOf`, in the order of the list or (`ascending`) against it; in
 * the words of a keyset, what comes later in the list is older. Places are found in the index alone, rows only for
 * them.
 */
export async function readFailedRows(
  database: Database,
  scope: FailedScope,
  sort: FailedQuery['sort'],
  { older, newer, ascending, limit }: KeysetSide<SortKey>,
): Promise<FailedRow[]> {
  const parts = await failedParts(database, scope)
  if (!parts) return []
  const column = columnOf(scope.match.state, sort)
  const key = sql<SortKey>`(${sql.ref(column)}, events.id, events.feed)`
  const [later, earlier] = sort === 'expiry' ? (['>', '<'] as const) : (['<', '>'] as const)
  let near = parts.near.where('events.seen_at', '<=', scope.asOf)
  if (older) near = near.where((row) => row(key, later, row.tuple(...older)))
  if (newer) near = near.where((row) => row(key, earlier, row.tuple(...newer)))
  const direction = (sort === 'expiry') !== ascending ? 'asc' : 'desc'
  let rows: StoredRow[] = []
  for await (const places of queryCandidates(
    database,
    { ...parts, environment: scope.environment, near },
    { column, direction, limit },
  )) {
    rows = await database.db
      .selectFrom(places)
      .innerJoin('events', (join) => join.onRef('events.feed', '=', 'places.feed').onRef('events.id', '=', 'places.id'))
      .innerJoin('event_feeds', 'event_feeds.id', 'events.feed')
      .leftJoin('event_attribute_sets', sharedAttributes)
      .selectAll('events')
      .select(['subscription_id', 'attributes_json'])
      .orderBy(column, direction)
      .orderBy('events.id', direction)
      .orderBy('events.feed', direction)
      .execute()
    if (rows.length === limit) break
  }
  return rows.map((row) => ({
    item: itemOf(row.subscription_id, row),
    place: [column === 'events.expires_at' ? row.expires_at : row.updated_at, row.id, row.feed],
  }))
}

type StoredRow = EventRow & { subscription_id: string }

/** Everything that matches and was known by `asOf`, in the order of the list, read part by part. */
export async function* eachFailed(
  database: Database,
  scope: FailedScope,
  sort: FailedQuery['sort'],
  atOnce = 1_000,
): AsyncGenerator<EventItem> {
  let older: SortKey | undefined
  do {
    const rows = await readFailedRows(database, scope, sort, { older, ascending: false, limit: atOnce })
    for (const { item } of rows) yield item
    older = rows.length < atOnce ? undefined : rows.at(-1)?.place
  } while (older)
}
