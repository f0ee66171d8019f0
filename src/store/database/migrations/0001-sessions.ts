import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** Sessions and sign-ins under way; only hashes of their tokens. */
export async function sessions(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, clock } = columnTypes(engine)
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('user_name', text, (column) => column.notNull())
    .addColumn('email', text)
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('id_token', text)
    .addColumn('created_at', clock, (column) => column.notNull())
    .addColumn('seen_at', clock, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('sign_ins')
    .addColumn('token_hash', text, (column) => column.primaryKey())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('nonce', text, (column) => column.notNull())
    .addColumn('code_verifier', text, (column) => column.notNull())
    .addColumn('return_to', text, (column) => column.notNull())
    .addColumn('created_at', clock, (column) => column.notNull())
    .execute()
}
