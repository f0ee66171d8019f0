import { type Kysely, sql } from 'kysely'
import type { Engine } from './column-types.ts'

/**
 * Few among many failed events, on PostgreSQL: there may be a million of them, where SQLite has some thousand, which
 * are gone through in no time. Each value that can be asked for stands in an index in the order of the lists. A text is
 * looked up by its trigrams, where the extension `pg_trgm` can be had: whoever may create in the database may add it,
 * if it is installed. Elsewhere a text that few events have takes longer, and nothing else differs; made by hand later
 * (docs/operations.md), the index is used at once.
 */
export async function failedText(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine !== 'postgres') return
  const values = { status: 'listener_status', type: 'type', entity: 'entity_type', application: 'application' }
  const carried = ['cause', ...Object.values(values), 'attribute_set', 'seen_at']
  const index = (name: string, columns: string[]) =>
    db.schema
      .createIndex(`events_failed_${name}`)
      .on('events')
      .columns(['failed_in', 'state', ...columns])
      .where(sql.ref('failed_in'), 'is not', null)
      .execute()
  for (const [name, value] of Object.entries(values))
    await index(name, [value, 'expires_at', 'id', 'feed', ...carried.filter((column) => column !== value)])
  await index('set', ['attribute_set'])

  // A text of one or two letters has no trigram: each pair of letters is kept, of a text that begins with ids of what follows
  // them, and each letter that is none of an id. One expression without a query in it is evaluated as quickly as written
  // into the index itself.
  const ids = `length($2) + length(coalesce($3, '')) + length(coalesce($4, '')) + 2`
  const withoutIds = (text: string) => `translate(${text}, '0123456789abcdef -', '')`
  const rest = `case when ${withoutIds(`left($1, ${ids})`)} = '' then substr($1, ${ids} + 1) else $1 end`
  const pairs = (text: string) => `regexp_replace(${text}, '(..)', '\\1' || chr(31), 'g')`
  await sql`create function failed_letters(failed_text text, id text, event_id text, user_id text) returns text[]
    language sql immutable parallel safe as $$ select ${sql.raw(
      `string_to_array(${pairs(rest)} || chr(31) || ${pairs(`substr(${rest}, 2)`)}, chr(31)) ||
        string_to_array(${withoutIds(rest)}, null)`,
    )} $$`.execute(db)
  await sql`create index events_failed_letters on events
    using gin (failed_letters(failed_text, id, event_id, user_id)) where failed_in is not null`.execute(db)
  // A block undoes what it catches: the transaction of the migration goes on.
  await sql`do $$ begin
      create extension if not exists pg_trgm;
      execute (select format('create index events_failed_trigrams on events
          using gin (replace(failed_text, '' '', ''q'') %I.gin_trgm_ops) where failed_in is not null', nspname)
        from pg_extension join pg_namespace as place on place.oid = extnamespace where extname = 'pg_trgm');
    exception when others then null;
    end $$`.execute(db)
}
