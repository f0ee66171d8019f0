import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** Locks and counts that processes share, and the changes of subscriptions that they tell each other. */
export async function coordination(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { key, text, clock, integer } = columnTypes(engine)
  await db.schema
    .createTable('locks')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('owner', text, (column) => column.notNull())
    .addColumn('until', clock, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('counts')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('points', integer, (column) => column.notNull())
    .addColumn('until', clock, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('subscription_changes')
    .addColumn('id', key, (column) => column.primaryKey())
    .addColumn('environment', text, (column) => column.notNull())
    .addColumn('subscription_id', text, (column) => column.notNull())
    .addColumn('origin', text, (column) => column.notNull())
    .addColumn('at', clock, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('subscription_changes_environment')
    .on('subscription_changes')
    .columns(['environment', 'id'])
    .execute()
}
