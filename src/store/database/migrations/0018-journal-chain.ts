import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * The chain of the journal: a link for each time an entry was written, with the hash of what it was then and of the link
 * before it. `journal_heads` has the end of each environment's chain ('' for entries without one), and its beginning since
 * older entries were deleted. Entries from before there was a chain have no links.
 */
export async function journalChain(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine)
  await db.schema
    .createTable('journal_links')
    .addColumn('environment', text, (column) => column.notNull())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('entry', text, (column) => column.notNull())
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_links_key', ['environment', 'seq'])
    .execute()
  await db.schema.createIndex('journal_links_entry').on('journal_links').columns(['entry', 'seq']).execute()
  await db.schema
    .createTable('journal_heads')
    .addColumn('environment', text, (column) => column.primaryKey())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('start_seq', integer, (column) => column.notNull())
    .addColumn('start_hash', text, (column) => column.notNull())
    .addColumn('since', text, (column) => column.notNull())
    .addColumn('kept_from', text, (column) => column.notNull())
    .execute()
}
