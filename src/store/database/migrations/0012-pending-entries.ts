import { type Kysely, sql } from 'kysely'

/** Entries of the journal without an end are looked for every minute, among millions that have one. */
export async function pendingEntries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('journal_pending')
    .on('journal')
    .columns(['id'])
    .where(sql.ref('outcome'), '=', sql.lit('pending'))
    .execute()
}
