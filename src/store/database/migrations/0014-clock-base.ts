import type { Kysely } from 'kysely'

/** `base` is by how many milliseconds stored times were moved in all, because the clock was set. */
export async function clockBase(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('pulse')
    .addColumn('base', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
