import type { EventItem } from '../../../contract/event.ts'
import type { FailedQuery } from '../../../contract/failed-event.ts'
import type { Database } from '../../database/database.ts'
import { keysetPage } from '../../database/keyset.ts'
import type { FailedScope } from './match.ts'
import { cursorOf, type FailedRow, readFailedRows, type SortKey, sortKeyIn } from './rows.ts'

/** One page of the failed events of an environment. `next` and `previous` are cursors. */
export interface StoredFailedPage {
  items: EventItem[]
  asOf: string
  next: string | null
  previous: string | null
}

/**
 * A page of what matched at `asOf`, by key. Past the end there is nothing; a cursor that is none gives the first page.
 */
export async function readFailedPage(
  database: Database,
  scope: FailedScope,
  { sort, size, after, before }: FailedQuery,
): Promise<StoredFailedPage> {
  const page = await keysetPage({
    size,
    before: sortKeyIn(after),
    after: sortKeyIn(before),
    keyOf: (row: FailedRow) => row.place,
    read: (side) => readFailedRows(database, scope, sort, side),
    pastEnd: 'nothing',
  })
  const cursor = (place: SortKey | undefined) => (place ? cursorOf(place) : null)
  return {
    items: page.items.map((row) => row.item),
    asOf: new Date(scope.asOf).toISOString(),
    next: cursor(page.older?.place),
    previous: cursor(page.newer?.place),
  }
}
