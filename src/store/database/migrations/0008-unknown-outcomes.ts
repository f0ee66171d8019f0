import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** An outcome was called certain after 15 s before; now it is after 10 minutes. */
const LONGER = 600_000 - 15_000

/**
 * `repeats` counts the calls of an item that were made again because the call before left no trace. Items that wait to be
 * certain wait as long as those of now.
 */
export async function unknownOutcomes(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { integer } = columnTypes(engine)
  await db.schema
    .alterTable('run_items')
    .addColumn('repeats', integer, (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update run_items set grace_until = grace_until + ${sql.lit(LONGER)} where state = 'unknown'`.execute(db)
}
