import type { Kysely } from 'kysely'
import { columnTypes, type Engine } from './column-types.ts'

/** `replaces` is the key of the session that a browser had when it began to sign in: that ends with the new one. */
export async function replacedSessions(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('sign_ins').addColumn('replaces', columnTypes(engine).text).execute()
}
