import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** The hashed files of the interfaces that processes on this store serve or served lately, for pages of other versions. */
export async function interfaceFiles(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, clock } = columnTypes(engine)
  await db.schema
    .createTable('interface_files')
    .addColumn('path', text, (column) => column.primaryKey())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('encoding', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('kept_until', clock, (column) => column.notNull())
    .execute()
}
