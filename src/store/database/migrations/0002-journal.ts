import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * The journal: actor, action, time and reason. Pages are read by the key; the indices serve one environment and one
 * subscription.
 */
export async function journal(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine)
  await db.schema
    .createTable('journal')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('actor_id', text, (column) => column.notNull())
    .addColumn('actor_name', text, (column) => column.notNull())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('environment', text)
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('target_type', text, (column) => column.notNull())
    .addColumn('target_id', text, (column) => column.notNull())
    .addColumn('target_title', text, (column) => column.notNull())
    .addColumn('target_subscription_id', text)
    .addColumn('before_json', text, (column) => column.notNull())
    .addColumn('after_json', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('upstream_status', integer)
    .addColumn('problem', text)
    .addColumn('request_id', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('journal_environment').on('journal').columns(['environment', 'id']).execute()
  await db.schema.createIndex('journal_target').on('journal').columns(['target_id', 'id']).execute()
}
