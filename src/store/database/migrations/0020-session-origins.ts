import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * Where a session was begun, by address and browser, so that people recognise their own; and the provider's name of it
 * (`sid`), by which the provider ends it.
 */
export async function sessionOrigins(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine)
  for (const column of ['address', 'browser', 'sid'])
    await db.schema.alterTable('sessions').addColumn(column, text).execute()
}
