import { type Kysely, sql } from 'kysely'
import type { Engine } from './column-types.ts'

/**
 * Of failed events a text is looked up by its trigrams, on PostgreSQL and where its extension `pg_trgm` can be had: whoever
 * owns the database may create it, if it is installed. Elsewhere a text that few events have takes longer, and nothing
 * else differs; created later by hand (docs/operations.md), the index is used at once.
 */
export async function failedText(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine !== 'postgres') return
  // What a block catches it has undone: the transaction of the migration goes on.
  await sql`do $$ begin
      create extension if not exists pg_trgm;
      execute (select format('create index events_failed_trigrams on events using gin (failed_text %I.gin_trgm_ops) '
          'where failed_in is not null', nspname)
        from pg_extension join pg_namespace as place on place.oid = extnamespace where extname = 'pg_trgm');
    exception when others then null;
    end $$`.execute(db)
}
