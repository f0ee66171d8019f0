import { type Kysely, sql } from 'kysely'
import type { Engine } from './column-types.ts'

/**
 * Years of journal and runs: each filter of their lists finds few among millions, and what is deleted takes its parts along
 * by an index. On PostgreSQL a part of a title is looked up by its trigrams where `pg_trgm` can be had, as for failed events.
 */
export async function years(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const on = (table: string, name: string, columns: string[]) => db.schema.createIndex(name).on(table).columns(columns)
  await on('journal', 'journal_action', ['action', 'id']).execute()
  await on('journal', 'journal_actor', ['actor_id', 'actor_name', 'id']).execute()
  await on('journal', 'journal_subscription', ['target_subscription_id', 'id']).execute()
  await on('journal', 'journal_outcome', ['outcome', 'id']).where(sql.ref('outcome'), '<>', sql.lit('done')).execute()
  await on('runs', 'runs_kind', ['environment', 'single', 'id']).execute()
  await on('runs', 'runs_ended', ['ended_at']).where(sql.ref('ended_at'), 'is not', null).execute()
  await on('run_items', 'run_items_of_part', ['part']).execute()
  if (engine !== 'postgres') return
  // A block undoes what it catches: the transaction of the migration goes on.
  await sql`do $$ begin
      create extension if not exists pg_trgm;
      execute (select format('create index journal_title_trigrams on journal
          using gin (lower(target_title) %I.gin_trgm_ops)', nspname)
        from pg_extension join pg_namespace as place on place.oid = extnamespace where extname = 'pg_trgm');
    exception when others then null;
    end $$`.execute(db)
}
