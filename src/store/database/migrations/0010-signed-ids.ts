import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * `signed_id` is the id that an item's signed token gives its event. An event is active once at most in its subscription
 * by that id as well, because the other one may come from a file, where anybody can write what they like.
 */
export async function signedIds(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine)
  await db.schema.alterTable('run_items').addColumn('signed_id', text).execute()
  const active = db.schema.createIndex('run_items_signed').on('run_items').columns(['subject', 'signed_id']).unique()
  await active.where(sql<boolean>`active = 1 and signed_id is not null`).execute()
}
