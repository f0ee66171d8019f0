import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * When each feed is to be read again and whether it is quiet, and what the background of each environment has taken of its
 * ceilings: shared by all processes, so that several read no more than one.
 */
export async function readingBudget(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, clock, integer } = columnTypes(engine)
  const feeds = () => db.schema.alterTable('event_feeds')
  await feeds()
    .addColumn('due_at', clock, (column) => column.notNull().defaultTo(0))
    .execute()
  await feeds()
    .addColumn('quiet', integer, (column) => column.notNull().defaultTo(0))
    .execute()
  await feeds().addColumn('watched_at', clock).execute()
  const due = db.schema.createIndex('event_feeds_due').on('event_feeds')
  await due.columns(['environment', 'quiet', 'due_at']).execute()
  await db.schema
    .createTable('reading_budgets')
    .addColumn('environment', text, (column) => column.primaryKey())
    .addColumn('next_second', clock, (column) => column.notNull().defaultTo(0))
    .addColumn('next_hour', clock, (column) => column.notNull().defaultTo(0))
    .addColumn('paused_until', clock, (column) => column.notNull().defaultTo(0))
    .addColumn('next_list', clock, (column) => column.notNull().defaultTo(0))
    .execute()
}
