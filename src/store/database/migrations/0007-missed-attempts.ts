import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** `missed` is 1 once it was learnt that the listener did not take the first attempt after an item's call. */
export async function missedAttempts(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { integer } = columnTypes(engine)
  await db.schema
    .alterTable('run_items')
    .addColumn('missed', integer, (column) => column.notNull().defaultTo(0))
    .execute()
}
