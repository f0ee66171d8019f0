import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely'
import { contains } from '../database/like.ts'
import type { JournalTable, Tables } from '../database/tables.ts'

type Row = Selectable<JournalTable>
type Rows = SelectQueryBuilder<Tables, 'journal', Row>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const IDS = ['target_id', 'target_subscription_id'] as const
/** The part of the list that is looked through for a title first: what is not rare fills a page from there. */
const NEAREST = 50_000

interface TargetSearch {
  /** A whole id, or a part of the title or the beginning of an id. */
  text: string
  ascending: boolean
  limit: number
}

/**
 * Returns the first entries of ordered ones whose target is looked for. Each way to find it has an index of its own, so each is
 * asked by itself: of several conditions at once a planner makes a walk through millions.
 */
export async function entriesOfTarget(
  db: Kysely<Tables>,
  rows: Rows,
  { text, ascending, limit }: TargetSearch,
): Promise<Row[]> {
  const found = new Map<string, Row>()
  const add = (some: Row[]) => {
    for (const row of some) found.set(row.id, row)
  }
  for (const form of new Set([text, text.toLowerCase()])) {
    for (const id of IDS) {
      const those = UUID.test(text) ? rows.where(id, '=', form) : rows.where(id, '>=', form).where(id, '<', after(form))
      add(await those.limit(limit).execute())
    }
  }
  if (!UUID.test(text)) add(await titled(db, rows, { text, ascending, limit }))
  const ordered = [...found.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return (ascending ? ordered : ordered.toReversed()).slice(0, limit)
}

/** Sorts after every text that begins with this one. */
const after = (text: string): string => `${text}\u{10ffff}`

async function titled(db: Kysely<Tables>, rows: Rows, { text, ascending, limit }: TargetSearch): Promise<Row[]> {
  const near = await db
    .selectFrom(rows.limit(NEAREST).as('near'))
    .selectAll()
    .where((row) => contains(row.ref('near.target_title'), text))
    .orderBy('id', ascending ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  if (near.length === limit) return near
  return await rows
    .where((row) => contains(row.ref('target_title'), text))
    .limit(limit)
    .execute()
}
