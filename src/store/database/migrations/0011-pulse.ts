import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** One row that is written to see whether the store can be written. */
export async function pulse(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { integer, clock } = columnTypes(engine)
  await db.schema
    .createTable('pulse')
    .addColumn('id', integer, (column) => column.primaryKey())
    .addColumn('at', clock, (column) => column.notNull())
    .execute()
  await sql`insert into pulse (id, at) values (1, 0)`.execute(db)
}
