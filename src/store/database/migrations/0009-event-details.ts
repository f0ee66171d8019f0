import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * `unread` is 1 as long as an event's token has not been read, because the list leaves it out; `due` is 1 as long as the
 * event has to be read by itself. `attempts` is -1 where the API does not tell.
 */
export async function eventDetails(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { integer } = columnTypes(engine)
  for (const name of ['unread', 'due'])
    await db.schema
      .alterTable('events')
      .addColumn(name, integer, (column) => column.notNull().defaultTo(0))
      .execute()
  const due = db.schema.createIndex('events_due').on('events').columns(['feed', 'created_at', 'id'])
  await due.where(sql.ref('due'), '=', sql.lit(1)).execute()
}
