import { type Kysely, sql } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/**
 * The people and titles of the journal, each once: what is searched for is looked up among these thousands, not among the
 * millions of entries that have them. Of a title the first 300 characters count, for an index has no room for more.
 */
export async function journalNames(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine)
  await db.schema
    .createTable('journal_people')
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_people_key', ['id', 'name'])
    .execute()
  await db.schema
    .createTable('journal_titles')
    .addColumn('title', text, (column) => column.primaryKey())
    .execute()
  await sql`insert into journal_people (id, name) select distinct actor_id, actor_name from journal`.execute(db)
  await sql`insert into journal_titles (title) select distinct substr(target_title, 1, 300) from journal`.execute(db)
  await sql`create index journal_title on journal (substr(target_title, 1, 300), id)`.execute(db)
  await db.schema.dropIndex('journal_title_trigrams').ifExists().execute()
  if (engine !== 'postgres') return
  // A block undoes what it catches: the transaction of the migration goes on.
  await sql`do $$ begin
      execute (select format('create index journal_titles_trigrams on journal_titles
          using gin (lower(title) %I.gin_trgm_ops)', nspname)
        from pg_extension join pg_namespace as place on place.oid = extnamespace where extname = 'pg_trgm');
    exception when others then null;
    end $$`.execute(db)
}
